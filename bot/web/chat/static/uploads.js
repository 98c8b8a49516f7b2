/** Files on their way to the server: one at a time, with progress, cancel and retry. A retry keeps its cid. */

import { showPending } from "./conversation.js";
import { config, fileSize, icon, make, newId, notice, roundButton, say } from "./page.js";
import { smaller } from "/static/smaller.js";

const STALLED = 60000; // milliseconds without progress until a sending counts as lost
const TRY_AGAIN = 5000;

const uploads = []; // in order of choosing; state: waiting, sending, lost, failed, refused or sent

/**
 * Send files as one group, the caption with the first of them; giveBack(caption) if every file is cancelled.
 * Returns false, having told why, when none of them can be sent.
 */
export function sendFiles(files, caption, giveBack) {
  const { file_bytes: largest, files: most } = config.limits;
  const tooLarge = files.filter((file) => file.size > largest);
  const fitting = files.filter((file) => file.size <= largest);
  const left = fitting.splice(most);
  const names = (some) => some.map((file) => file.name).join(", ");
  if (tooLarge.length) notice(`${names(tooLarge)}: ${say("file-too-large")} ${fileSize(largest)}.`);
  if (left.length) notice(`${say("too-many-files")} ${names(left)}.`);
  if (!fitting.length) return false;

  const bubble = make("div", "bubble uploads");
  const words = make("p", "text", caption);
  bubble.append(words);
  const group = { id: newId(), caption, words, giveBack, members: [], line: make("div", "line me", bubble) };
  fitting.forEach((file, index) => {
    const upload = { cid: newId(), group, index, file, body: null, state: "waiting", request: null, ...makeRow(file) };
    group.members.push(upload);
    uploads.push(upload);
    bubble.append(upload.row);
    show(upload);
  });
  showPending(group.line);
  sendNext();
  return true;
}

/** The server has shown this upload as a bubble of its own. */
export function uploadConfirmed(cid) {
  const upload = uploads.find((one) => one.cid === cid);
  if (!upload) return;
  if (upload === upload.group.members[0]) upload.group.words.remove(); // it now stands in the confirmed bubble
  forget(upload);
}

/** Try again what a lost connection interrupted. */
export function resumeUploads() {
  uploads.filter((one) => one.state === "lost" || one.state === "failed").forEach(queueAgain);
}

function sendNext() {
  if (uploads.some((one) => one.state === "sending")) return;
  const upload = uploads.find((one) => one.state === "waiting");
  if (upload) send(upload);
}

async function send(upload) {
  const { group } = upload;
  upload.percent = 0;
  become(upload, "sending");
  upload.body = upload.body || (await smaller(upload.file));
  if (!uploads.includes(upload)) return; // cancelled meanwhile

  const form = new FormData();
  form.append("cid", upload.cid);
  form.append("group", group.id);
  form.append("count", group.members.length);
  form.append("index", upload.index);
  if (group.caption && group.members[0] === upload) form.append("caption", group.caption);
  form.append("file", upload.body, upload.body.name);

  const request = new XMLHttpRequest();
  let stalled = setTimeout(() => request.abort(), STALLED);
  upload.request = request;
  request.upload.onprogress = (event) => {
    clearTimeout(stalled);
    stalled = setTimeout(() => request.abort(), STALLED);
    upload.percent = Math.floor((100 * event.loaded) / event.total);
    show(upload);
  };
  request.onloadend = () => {
    clearTimeout(stalled);
    if (uploads.includes(upload)) ended(upload, request);
    sendNext();
  };
  request.open("POST", "/upload");
  request.send(form);
}

function ended(upload, request) {
  if (request.status === 200) return become(upload, "sent");
  if (request.status === 0) {
    setTimeout(() => upload.state === "lost" && queueAgain(upload), TRY_AGAIN);
    return become(upload, "lost");
  }
  const forGood = request.status >= 400 && request.status < 500 && request.status !== 408 && request.status !== 429;
  return become(upload, forGood ? "refused" : "failed", reasonIn(request));
}

function reasonIn(request) {
  try {
    return JSON.parse(request.responseText).error || say("upload-failed");
  } catch (error) {
    return say("upload-failed"); // a proxy's own error page
  }
}

function queueAgain(upload) {
  become(upload, "waiting");
  sendNext();
}

function cancel(upload) {
  const { group } = upload;
  group.members.splice(group.members.indexOf(upload), 1);
  if (!group.members.length) group.giveBack(group.caption);
  forget(upload);
  if (upload.request) upload.request.abort();
  sendNext();
}

function forget(upload) {
  uploads.splice(uploads.indexOf(upload), 1);
  upload.row.remove();
  if (upload.preview) URL.revokeObjectURL(upload.preview);
  if (!upload.group.line.querySelector(".upload")) upload.group.line.remove();
}

function become(upload, state, reason) {
  upload.state = state;
  upload.reason = reason;
  show(upload);
}

function makeRow(file) {
  const picture = make("span", "upload-picture", icon("file"));
  const preview = file.type.startsWith("image/") ? URL.createObjectURL(file) : null;
  if (preview) {
    const image = make("img");
    image.alt = "";
    image.onload = () => picture.firstElementChild.replaceWith(image); // HEIC does not load: the icon stays
    image.src = preview;
  }
  const bar = make("progress");
  bar.max = 100;
  bar.setAttribute("aria-label", file.name);
  const status = make("span", "file-about");
  const actions = make("span", "upload-actions");
  const about = make("span", "upload-about", make("span", "file-name", file.name), bar, status);
  return { row: make("div", "upload", picture, about, actions), bar, status, actions, preview, percent: 0 };
}

function show(upload) {
  const { state, percent } = upload;
  const size = fileSize((upload.body || upload.file).size);
  upload.row.dataset.state = state;
  upload.bar.hidden = state !== "sending";
  upload.bar.value = percent;
  upload.status.textContent = {
    waiting: `${say("waiting")} · ${size}`,
    sending: `${say("sending")} ${percent}% · ${size}`,
    lost: say("upload-lost"),
    failed: upload.reason,
    refused: upload.reason,
    sent: say("sent"),
  }[state];
  if (upload.shownState === state) return;
  upload.shownState = state; // the buttons stay the same elements while only the percentage moves
  upload.actions.textContent = "";
  const name = ": " + upload.file.name;
  if (state === "lost" || state === "failed") {
    upload.actions.append(roundButton("retry", say("retry") + name, () => queueAgain(upload)));
  }
  if (state !== "sent") {
    const label = state === "refused" ? say("remove") : say("cancel");
    upload.actions.append(roundButton("close", label + name, () => cancel(upload)));
  }
}

window.addEventListener("beforeunload", (event) => {
  if (!uploads.some((one) => ["waiting", "sending", "lost", "failed"].includes(one.state))) return;
  event.preventDefault();
  event.returnValue = "";
});
