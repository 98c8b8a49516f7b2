// Makes photos smaller and sends files piece by piece (tus 1.0.0); goes on where it was cut off, also after the page was
// closed.
import { smaller } from "/static/smaller.js";

var config = JSON.parse(document.getElementById("config").textContent);
var base = location.pathname.replace(/\/$/, "");
var list = document.getElementById("list");
var count = document.getElementById("count");
var said = document.getElementById("said");
var problem = document.getElementById("problem");
var done = document.getElementById("done");
var queue = [];
var working = false;
var piece = 256 * 1024;
var GROWS_BELOW = 3000; // milliseconds that a piece took: on a slow line pieces stay small, so that a cut loses little

function text(key, values) {
  var words = config.texts["upload-js-" + key] || key;
  Object.keys(values || {}).forEach(function (name) {
    words = words.replace("%" + name + "%", values[name]);
  });
  return words;
}

function mark(file) {
  return "ocop:" + base + ":" + file.name + ":" + file.size + ":" + file.lastModified;
}

// Private windows may have no storage: then a closed page begins again, nothing worse.
function remember(file, key, sum) {
  try {
    key ? localStorage.setItem(mark(file), key + " " + sum) : localStorage.removeItem(mark(file));
  } catch (e) { /* */ }
}

// [key, sum] of the sending of this file that was begun earlier.
function remembered(file) {
  try { return (localStorage.getItem(mark(file)) || "").split(" "); } catch (e) { return [""]; }
}

// FNV-1a of a photo made smaller here, "" of a file sent as it is. Pieces of two drawings must never be joined: after
// an update of the browser the same photo may give other bytes.
async function sumOf(item) {
  if (item.body === item.file) return "";
  var bytes = new Uint8Array(await new Response(item.body).arrayBuffer());
  var sum = 0x811c9dc5;
  for (var at = 0; at < bytes.length; at++) sum = Math.imul(sum ^ bytes[at], 0x01000193);
  return (sum >>> 0).toString(16);
}

function complain(words) {
  problem.textContent = words;
  problem.hidden = !words;
}

function wait(seconds) {
  return new Promise(function (go) {
    var timer = setTimeout(finish, seconds * 1000);
    function finish() {
      clearTimeout(timer);
      window.removeEventListener("online", finish);
      go();
    }
    window.addEventListener("online", finish);
  });
}

// Resolves with the answer, whatever its status; rejects only when the line is cut.
function ask(method, path, headers, body) {
  return new Promise(function (resolve, reject) {
    var request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader("Tus-Resumable", "1.0.0");
    Object.keys(headers || {}).forEach(function (name) { request.setRequestHeader(name, headers[name]); });
    request.timeout = 60000;
    request.onload = function () { request.status >= 500 ? reject(new Error("server")) : resolve(request); };
    request.onerror = request.ontimeout = function () { reject(new Error("line")); };
    request.send(body || null);
  });
}

function refused(request) {
  var words = text("failed");
  try { words = JSON.parse(request.responseText).error || words; } catch (e) { /* a page, not ours */ }
  var error = new Error(words);
  error.refused = true;
  return error;
}

function base64(words) {
  return btoa(unescape(encodeURIComponent(words)));
}

function show(item, state, words) {
  item.row.className = state;
  item.state.textContent = words;
  item.bar.max = item.size;
  item.bar.value = item.offset;
}

function showCount() {
  count.hidden = !list.children.length;
  count.textContent = text("count", { sent: list.querySelectorAll(".ok").length, all: list.children.length });
}

async function prepare(item) {
  if (item.body) return;
  show(item, "", text("preparing"));
  item.body = await smaller(item.file);
  item.sum = await sumOf(item);
}

async function begin(item) {
  var earlier = remembered(item.file);
  if (earlier[0]) {
    var there = await ask("HEAD", base + "/files/" + earlier[0]);
    if (there.status === 200) {
      item.offset = Number(there.getResponseHeader("Upload-Offset"));
      item.size = Number(there.getResponseHeader("Upload-Length"));
      item.key = earlier[0];
      if (item.offset === item.size) return; // all of it is here: no need to make it smaller once more
      await prepare(item);
      if (item.size === item.body.size && (earlier[1] || "") === item.sum) return;
    }
    item.key = null;
    remember(item.file, null);
  }
  await prepare(item);
  var made = await ask("POST", base + "/files", {
    "Upload-Length": String(item.body.size),
    "Upload-Metadata": "filename " + base64(item.body.name),
  });
  if (made.status !== 201) throw refused(made);
  item.key = made.getResponseHeader("Location").split("/").pop();
  item.offset = 0;
  item.size = item.body.size;
  remember(item.file, item.key, item.sum);
}

async function next(item) {
  var end = Math.min(item.offset + piece, item.size);
  var began = Date.now();
  var sent = await ask("PATCH", base + "/files/" + item.key, {
    "Upload-Offset": String(item.offset),
    "Content-Type": "application/offset+octet-stream",
  }, item.body.slice(item.offset, end));
  if (sent.status === 204 || sent.status === 409) {
    item.offset = Number(sent.getResponseHeader("Upload-Offset"));
    if (Date.now() - began < GROWS_BELOW) piece = Math.min(piece * 2, config.chunk);
    return;
  }
  throw refused(sent);
}

async function send(item) {
  var pause = 1;
  for (;;) {
    try {
      if (!item.key) await begin(item);
      while (item.offset < item.size) {
        show(item, "", text("percent", { percent: Math.floor(100 * item.offset / item.size) }));
        await next(item);
        pause = 1;
      }
      var last = await ask("HEAD", base + "/files/" + item.key);
      if (last.status !== 200) throw refused(last);
      // Still remembered: chosen again after a reload it is known to be here.
      show(item, "ok", text("received"));
      showCount();
      item.body = null; // of many photos only one is held
      said.textContent = text("received") + ": " + item.file.name;
      return;
    } catch (error) {
      if (error.refused) {
        show(item, "bad", error.message);
        item.body = null;
        return;
      }
      piece = Math.max(piece / 2, 32 * 1024);
      item.key = null;
      show(item, "", text("lost"));
      await wait(pause);
      pause = Math.min(pause * 2, 15);
    }
  }
}

async function work() {
  if (working) return;
  working = true;
  for (var item; (item = queue.shift()); ) await send(item);
  working = false;
  done.hidden = !list.querySelector(".ok");
}

function add(files) {
  complain("");
  Array.prototype.forEach.call(files, function (file) {
    if (file.size > config.largest) return complain(text("too-large", { name: file.name }));
    if (!file.size) return complain(text("empty", { name: file.name }));
    var row = document.createElement("li");
    var name = document.createElement("div");
    var bar = document.createElement("progress");
    var state = document.createElement("div");
    name.textContent = file.name;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    state.className = "state";
    state.textContent = text("waiting");
    row.appendChild(name);
    row.appendChild(bar);
    row.appendChild(state);
    list.appendChild(row);
    done.hidden = true;
    // body: what goes up for this file; size: how much of it; offset: how much is there
    queue.push({
      file: file, body: null, sum: "", size: file.size, row: row, bar: bar, state: state, key: null, offset: 0,
    });
  });
  showCount();
  work();
}

["camera", "files"].forEach(function (id) {
  var input = document.getElementById(id);
  input.addEventListener("change", function () {
    add(input.files);
    input.value = "";
  });
});

done.addEventListener("click", function () {
  done.disabled = true;
  ask("POST", base + "/done").then(function () {
    document.getElementById("pick").hidden = true;
    done.hidden = true;
    document.getElementById("how").textContent = text("finished");
  }, function () {
    done.disabled = false;
    complain(text("lost"));
  });
});

window.addEventListener("beforeunload", function (event) {
  if (working) event.preventDefault();
});
