/** One bubble: its text, photos, files and buttons as elements. Text from the server is never read as HTML. */

import { fileSize, icon, make, makeButton, say } from "./page.js";
import { viewPhoto } from "./viewer.js";

const LOCALE = document.documentElement.lang === "vi" ? "vi" : "en-GB";
const ZONE = "Asia/Ho_Chi_Minh";
const DAY = new Intl.DateTimeFormat(LOCALE, {
  weekday: "long", day: "numeric", month: "numeric", year: "numeric", timeZone: ZONE,
});
const TIME = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hour12: false, timeZone: ZONE });
const SHORT_LABEL = 14; // characters that fit half of a 360 px screen

/** The day of a bubble as people read it, such as "Thứ Sáu, 31/7/2026". */
export const dayOf = (at) => DAY.format(new Date(at));

/** onTap(bubble, button, element) is called for a button that is not a link. */
export function makeBubble(bubble, onTap) {
  const body = make("div", "bubble", make("span", "unseen", say(bubble.who) + ": "));
  if (bubble.title) body.append(make("h3", "", bubble.title));
  if (bubble.text) body.append(linked(bubble.text));
  body.append(...makeFiles(bubble.files || []));
  const time = make("time", "", TIME.format(new Date(bubble.at)));
  time.dateTime = bubble.at;
  body.append(time);
  const line = make("div", "line " + bubble.who, body);
  if (bubble.buttons && bubble.buttons.length) {
    const row = make("div", "buttons", ...bubble.buttons.map((button) => makeChoice(bubble, button, onTap)));
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", say("choices"));
    line.append(row);
  }
  return line;
}

/** An own bubble that the server has not confirmed yet. */
export function makeWaiting(text) {
  const mark = make("p", "mark", icon("clock"), say("waiting"));
  return make("div", "line me", make("div", "bubble", make("span", "unseen", say("me") + ": "), linked(text), mark));
}

function makeChoice(bubble, button, onTap) {
  const size = button.label.length <= SHORT_LABEL ? "choice short" : "choice";
  if (!button.url) {
    const element = makeButton(size, () => onTap(bubble, button, element), button.label);
    return element;
  }
  const link = outside(button.url, make("a", size, button.label));
  if (link.target) link.append(icon("link"), make("span", "unseen", ` (${say("new-tab")})`));
  return link;
}

function makeFiles(files) {
  const photos = files.filter((file) => file.kind === "image");
  const others = files.filter((file) => file.kind !== "image").map(makeChip);
  if (!photos.length) return others;
  return [make("div", photos.length > 1 ? "photos many" : "photos", ...photos.map(makePhoto)), ...others];
}

function makePhoto(file) {
  const picture = make("img");
  picture.alt = file.name;
  picture.loading = "lazy";
  picture.src = file.thumb || file.url;
  const element = makeButton("photo", () => viewPhoto(file, element), picture);
  element.title = say("view-photo");
  picture.addEventListener("error", () => element.replaceWith(makeChip(file)));
  return element;
}

function makeChip(file) {
  const name = make("span", "file-name", file.name);
  const about = make("span", "file-about", `${fileSize(file.size)} · ${say("download")}`);
  const chip = make("a", "chip", icon("file"), make("span", "", name, about), icon("download"));
  chip.href = file.url;
  chip.download = file.name;
  return chip;
}

function linked(text) {
  const paragraph = make("p", "text");
  let from = 0;
  for (const found of text.match(/https?:\/\/[^\s<>"“”«»]+/g) || []) {
    const address = found.replace(/[.,;:!?)\]}'’]+$/, "");
    const start = text.indexOf(address, from);
    paragraph.append(text.slice(from, start), outside(address, make("a", "", address)));
    from = start + address.length;
  }
  paragraph.append(text.slice(from));
  return paragraph;
}

// An address that is malformed, or of a kind such as "javascript:", stays a link that leads nowhere.
function outside(address, link) {
  link.href = address;
  if (link.protocol === "http:" || link.protocol === "https:") {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  } else if (link.protocol !== "tel:" && link.protocol !== "mailto:") {
    link.removeAttribute("href");
  }
  return link;
}
