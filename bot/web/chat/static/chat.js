/** The chat page: what the person writes, taps and sends, and what the server answers. */

import { makeWaiting } from "./bubbles.js";
import { connect } from "./connection.js";
import {
  highestSeq, listenToTaps, lowestSeq, offerOlder, showBubble, showOlder, showPending, showTyping,
} from "./conversation.js";
import { byId, config, keep, newId, notice, recall, say } from "./page.js";
import { resumeUploads, sendFiles, uploadConfirmed } from "./uploads.js";

const PRESSED_FOR = 3000; // milliseconds a tapped button waits for the server's word
const REPEAT = 15000; // milliseconds after which what was not acknowledged is said again
const BLINK = 1500; // a connection lost for less than this is not worth a word

const field = byId("text");
const unsent = recall("unsent", []); // start, say and tap messages that the server has not acknowledged
const waiting = new Map(); // cid → bubble of an unsent text, or the button that was tapped
let lostTimer = 0;
let loaded = false;

// What the person says

function deliver(message) {
  unsent.push(message);
  keep("unsent", unsent);
  send(message);
}

/** Take a message off the unsent list; returns it, or null if it was not there. */
function settle(cid) {
  const at = unsent.findIndex((message) => message.cid === cid);
  if (at < 0) return null;
  const [message] = unsent.splice(at, 1);
  keep("unsent", unsent);
  return message;
}

function showWaiting(message) {
  const element = makeWaiting(message.text);
  waiting.set(message.cid, element);
  showPending(element);
}

function sayText() {
  const text = field.value.trim();
  if (text.length > config.limits.text) {
    notice(`${say("text-too-long")} ${config.limits.text}.`);
    return;
  }
  if (text) {
    const message = { t: "say", cid: newId(), text };
    write("");
    showWaiting(message);
    deliver(message);
  }
  field.focus();
}

function tap(bubble, button, element) {
  if (element.getAttribute("aria-disabled")) return;
  const again = unsent.find((one) => one.t === "tap" && one.bubble === bubble.id && one.to === button.to);
  const message = again || { t: "tap", cid: newId(), to: button.to, label: button.label, bubble: bubble.id };
  press(element, message.cid);
  if (again) send(again);
  else deliver(message);
}

function press(element, cid) {
  waiting.set(cid, element);
  element.classList.add("pressed");
  element.setAttribute("aria-disabled", "true");
  setTimeout(() => element.removeAttribute("aria-disabled"), PRESSED_FOR);
}

function chooseFiles(chosen) {
  const files = Array.from(chosen);
  if (files.length && sendFiles(files, field.value.trim(), giveBack)) write("");
}

function giveBack(text) {
  if (!field.value) write(text);
}

// What the server says

const answers = {
  history({ bubbles, more, older, typing }) {
    if (older) {
      showOlder(bubbles, more);
    } else {
      if (!loaded) offerOlder(more);
      bubbles.forEach(receive);
      showTyping(typing);
      resumeUploads();
    }
    byId("older").disabled = false;
    loaded = true;
  },
  bubble({ b }) {
    receive(b);
  },
  typing({ on }) {
    showTyping(on);
  },
  ack({ cid }) {
    const message = settle(cid);
    if (!message) return;
    if (message.t === "start") history.replaceState(null, "", location.pathname); // a reload must not start again
    if (message.t === "tap") release(cid);
    if (message.t === "say" && waiting.has(cid)) waiting.get(cid).classList.add("acknowledged");
  },
  refused({ cid, text }) {
    const message = settle(cid);
    release(cid);
    if (message && message.t === "say") giveBack(message.text);
    notice(text);
  },
};

function receive(bubble) {
  if (bubble.cid) {
    settle(bubble.cid);
    release(bubble.cid);
    uploadConfirmed(bubble.cid);
  }
  showBubble(bubble);
}

function release(cid) {
  const element = waiting.get(cid);
  if (!element) return;
  waiting.delete(cid);
  if (element.tagName === "BUTTON") {
    element.classList.remove("pressed");
    element.removeAttribute("aria-disabled");
  } else {
    element.remove();
  }
}

// The connection

function showState(state) {
  byId("state").textContent = say(state);
  byId("state").dataset.state = state;
}

const send = connect({
  onOpen() {
    send({ t: "hello", after: highestSeq(), start: unsent.some((message) => message.t === "start") });
    unsent.forEach(send);
  },
  onMessage(message) {
    clearTimeout(lostTimer);
    lostTimer = 0;
    showState("online");
    byId("lost").hidden = true;
    if (answers[message.t]) answers[message.t](message);
  },
  onLost() {
    showTyping(false);
    byId("older").disabled = false;
    if (lostTimer) return;
    showState("connecting");
    lostTimer = setTimeout(() => {
      showState("offline");
      byId("lost").hidden = false;
    }, BLINK);
  },
});

// The server may have failed on a message while the connection stood; the same cid makes saying it again harmless.
setInterval(() => unsent.forEach(send), REPEAT);

// The composer

function write(text) {
  field.value = text;
  fieldChanged();
}

function fieldChanged() {
  keep("draft", field.value);
  field.style.height = "auto";
  field.style.height = field.scrollHeight + "px"; // the style sheet stops it at five lines
}

const atDesk = window.matchMedia("(hover: hover) and (pointer: fine)").matches;

byId("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  sayText();
});
field.addEventListener("input", fieldChanged);
field.addEventListener("keydown", (event) => {
  // While an input method composes Vietnamese, Enter belongs to it.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !atDesk) return;
  event.preventDefault();
  sayText();
});
// Without this the keyboard closes under the finger and the tap misses the button.
byId("composer").addEventListener("mousedown", (event) => {
  if (event.target !== field) event.preventDefault();
});
byId("attach").addEventListener("click", () => byId("files").click());
byId("files").addEventListener("change", (event) => {
  chooseFiles(event.target.files);
  event.target.value = "";
});
document.addEventListener("paste", (event) => {
  // Cells copied from a spreadsheet come as text and as a picture of it: the text is meant.
  if (!event.clipboardData.files.length || event.clipboardData.types.includes("text/plain")) return;
  event.preventDefault();
  chooseFiles(event.clipboardData.files);
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  byId("drop").hidden = !Array.from(event.dataTransfer.types).includes("Files");
});
document.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) byId("drop").hidden = true;
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  byId("drop").hidden = true;
  chooseFiles(event.dataTransfer.files);
});

byId("older").addEventListener("click", () => {
  byId("older").disabled = true;
  send({ t: "older", before: lowestSeq() });
});

// The phone's keyboard shrinks only the visual viewport; the page follows it so that the composer stays in sight.
function fitAboveKeyboard() {
  const view = window.visualViewport;
  byId("app").style.height = Math.round(view.height * view.scale) + "px";
  window.scrollTo(0, 0);
}

if (window.visualViewport) window.visualViewport.addEventListener("resize", fitAboveKeyboard);

listenToTaps(tap);
unsent.filter((message) => message.t === "say").forEach(showWaiting);
if (config.start && !unsent.some((message) => message.payload === config.start)) {
  deliver({ t: "start", cid: newId(), payload: config.start });
}
write(recall("draft", ""));
showState("connecting");
if (atDesk) field.focus();
