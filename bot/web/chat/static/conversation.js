/** The log: bubbles by day, what waits to be sent below them, and where the reader is. */

import { dayOf, makeBubble } from "./bubbles.js";
import { byId, make } from "./page.js";

const log = byId("log");
const days = byId("days");
const NEAR = 80; // pixels from the end that still count as reading the end
const ONE_REPLY = 2000; // milliseconds within which the assistant's bubbles belong to one reply
const TYPING_FOR = 20000; // milliseconds after which the sign of typing is no longer believed

const shown = new Map(); // bubble id → element
let onTap = null;
let highest = 0;
let lowest = Infinity;
let replyStart = null; // the first bubble of the newest reply: its beginning must stay in sight
let lastAt = 0;
let placedAt = 0; // where we scrolled to; while it stands, the reader has not moved
let typingEnds = 0;
let atEnd = true; // the reader sees the end and should go on seeing it when sizes change

/** tap(bubble, button, element) is called when a button is tapped. */
export function listenToTaps(tap) {
  onTap = tap;
}

export const highestSeq = () => highest;
export const lowestSeq = () => lowest;

/** Show a new bubble at the end, or the new version of one already shown, in its place. */
export function showBubble(bubble) {
  const before = shown.get(bubble.id);
  if (!before && shown.size && bubble.seq < lowest) return; // an edit of one that is not loaded yet
  const following = bubble.who === "me" || fromEnd() < NEAR || Math.abs(log.scrollTop - placedAt) < 4;
  const element = remember(bubble);
  if (before) {
    before.replaceWith(element);
    if (replyStart === before) replyStart = element;
  } else {
    sectionFor(bubble, days.lastElementChild, (section) => days.append(section)).append(element);
    noteReply(bubble, element);
  }
  markNewest();
  if (following && !before) follow();
  showWhereReaderIs();
}

/** Offer older bubbles, where the server has them. */
export function offerOlder(more) {
  byId("older").hidden = !more;
}

/** Put older bubbles, oldest first, above all others; what is being read stays where it is. */
export function showOlder(bubbles, more) {
  const below = log.scrollHeight - log.scrollTop;
  offerOlder(more);
  for (const bubble of bubbles.slice().reverse()) {
    if (shown.has(bubble.id)) continue;
    const section = sectionFor(bubble, days.firstElementChild, (made) => days.prepend(made));
    section.firstElementChild.after(remember(bubble));
  }
  markNewest();
  log.scrollTop = log.scrollHeight - below;
}

/** Show what waits to be sent, below all bubbles. The caller removes it. */
export function showPending(element) {
  byId("pending").append(element);
  replyStart = null;
  follow();
}

export function showTyping(on) {
  clearTimeout(typingEnds);
  if (on) typingEnds = setTimeout(() => showTyping(false), TYPING_FOR);
  byId("typing").hidden = !on;
  keepPlace();
}

function remember(bubble) {
  const element = makeBubble(bubble, onTap);
  shown.set(bubble.id, element);
  highest = Math.max(highest, bubble.seq);
  lowest = Math.min(lowest, bubble.seq);
  return element;
}

function sectionFor(bubble, nearest, place) {
  const day = dayOf(bubble.at);
  if (nearest && nearest.dataset.day === day) return nearest;
  const section = make("section", "", make("h2", "day", day));
  section.dataset.day = day;
  place(section);
  return section;
}

// Buttons of the newest question stand out; older ones work still, but look quieter.
function markNewest() {
  const asking = days.querySelectorAll(".line.bot > .buttons");
  days.querySelectorAll(".buttons.newest").forEach((row) => row.classList.remove("newest"));
  if (asking.length) asking[asking.length - 1].classList.add("newest");
}

function noteReply(bubble, element) {
  const at = Date.parse(bubble.at);
  if (bubble.who === "me") replyStart = null;
  else if (!replyStart || at - lastAt > ONE_REPLY) replyStart = element;
  lastAt = at;
}

const fromEnd = () => log.scrollHeight - log.clientHeight - log.scrollTop;

// The end of the log, unless that would hide how the reply begins.
function follow() {
  const start = replyStart ? replyStart.offsetTop - 12 : Infinity;
  log.scrollTop = Math.min(start, log.scrollHeight);
  placedAt = log.scrollTop;
  showWhereReaderIs();
}

function showWhereReaderIs() {
  atEnd = fromEnd() < 4;
  byId("latest").hidden = fromEnd() < NEAR;
}

function keepPlace() {
  if (atEnd) log.scrollTop = log.scrollHeight;
  showWhereReaderIs();
}

byId("latest").addEventListener("click", () => {
  log.scrollTop = log.scrollHeight;
  log.focus();
});
log.addEventListener("scroll", showWhereReaderIs, { passive: true });

const sizes = new ResizeObserver(keepPlace); // the keyboard opens, the phone is turned, a photo does not load
sizes.observe(log);
sizes.observe(days);
