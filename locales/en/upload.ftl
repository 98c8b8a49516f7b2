### The page for sending files, opened from the chat.

upload-title = Send files for the OCOP dossier
upload-how = Take a photo or choose files; several at once are fine. After a lost connection leave this page open: it goes on by itself.
upload-camera = Take a photo
upload-choose = Choose photos or files
upload-finished = Done, back to the chat
upload-unknown = This link is wrong. Go back to the chat and get a new one.
upload-used = This link has been used. To send more, go back to the chat and get a new one.
upload-expired = This link has expired. Go back to the chat and get a new one.
upload-foreign = This link is in use on another device. Go back to the chat and get a new one for this device.
upload-not-allowed = This link no longer works, because you are no longer in charge of this product.
upload-too-fast = That was too fast. Wait a minute and try again.
upload-empty = This file is empty and cannot be sent.
upload-too-large = This file is too large (25 MB at most). Make it smaller or divide it.
upload-too-many = This link has had its 20 files. Go back to the chat and get a new one.
upload-offset = Not all of it is here yet; the page goes on by itself.

upload-js-waiting = Waiting
upload-js-preparing = Making the photo smaller
upload-js-count = Sent %sent%/%all%
upload-js-percent = Sending: %percent%%
upload-js-lost = No connection, trying again. What was sent is kept.
upload-js-received = Received
upload-js-failed = It could not be sent. Please try again.
upload-js-too-large = The file “%name%” is too large, 25 MB at most.
upload-js-empty = The file “%name%” is empty and cannot be sent.
upload-js-finished = Done! Go back to the chat; I will tell you what has arrived.
