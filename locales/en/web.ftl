### The web chat, the public product page and the error page.

## Chat page: the frame

web-title = OCOP Assistant
web-description = Chat with the OCOP Assistant: register a product, send papers, see results.
web-opening = Opening the conversation…
web-noscript = JavaScript is turned off in this browser, so the chat cannot open. Please open this page in Chrome or turn JavaScript on.
web-log = Conversation
web-older = Show older messages
web-latest = Go to the newest message
web-typing = The assistant is answering
web-write = Write a message
web-attach = Send photos or papers
web-send = Send
web-drop = Drop files here to send them
web-close = Close
web-download = Download
web-lost = Connection lost. What you write is kept and will be sent when the network is back.

## Chat page: sentences shown while it is used

web-connecting = Connecting…
web-online = Online
web-offline = Connection lost
web-bot = Assistant
web-me = You
web-choices = Choices
web-new-tab = opens a new page
web-view-photo = View the photo
web-waiting = Waiting to be sent
web-sending = Sending
web-sent = Sent
web-upload-lost = Weak network; it will be sent again shortly.
web-upload-failed = Not sent. Please press the send-again button.
web-retry = Send again
web-cancel = Cancel
web-remove = Remove this file
web-file-too-large = This file is too large and was not sent. The largest size for one file is
web-too-many-files = Too many files at once. These were not sent yet; please send them next:
web-text-too-long = This message is too long and was not sent. Please split it into shorter ones. The most characters in one message is

## Error page

web-error-404-title = Page not found
web-error-404-text = This link is wrong or out of date. Please go back to the conversation and open it again from there.
web-error-500-title = Something went wrong on our side
web-error-500-text = This is our fault, not yours. What you sent is safe. Please try again in a few minutes.
web-error-chat = Open the OCOP Assistant

## Public product page

public-site = OCOP – One Commune One Product, Viet Nam
public-other-language = Tiếng Việt
public-unknown-title = Product not found
public-state-valid = Certificate is valid
public-state-valid-text = This product is recognised with { $stars ->
    [one] { $stars } OCOP star
   *[other] { $stars } OCOP stars
}. The certificate is valid until the end of { $until }.
public-state-expired = Certificate has expired
public-state-expired-text = The certificate was valid only until the end of { $until }. There is no newer evaluation yet.
public-state-revoked = Certificate was revoked
public-state-revoked-text = This product is no longer recognised as an OCOP product.
public-state-pending = Not recognised yet
public-state-pending-text = This product has applied to OCOP and has not been rated yet.
public-state-unknown = No such code
public-state-unknown-text = No OCOP product has the code { $code }. Please check the code printed on the package. If it is correct and still not found, the label may be a fake.
public-checked = Checked on { $date }
public-stars = { $stars } out of 5 stars
public-stars-former = Formerly rated { $stars ->
    [one] { $stars } star
   *[other] { $stars } stars
}
public-producer = Producer
public-commune = Address
public-group = Product group
public-decision = Decision of recognition
public-decision-value = No. { $number }, dated { $date }
public-valid-until = Valid until the end of
public-code = Product code
public-description = About the product
public-story = The product's story
public-photos = Photos
public-photo = { $name }, photo { $number }
public-note = OCOP has five ranks; 5 stars is the highest. If the package says something else than this page, please tell the People's Committee of the producer's commune.
public-chat = Ask the OCOP Assistant

web-refused = This could not be sent. Please reload the page and try again.
web-too-fast = That was very fast. Please wait a few seconds and send it again.
