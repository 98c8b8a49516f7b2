// Sends files piece by piece (tus 1.0.0) and goes on where it was cut off, also after the page was closed.
(function () {
  "use strict";
  var config = JSON.parse(document.getElementById("config").textContent);
  var base = location.pathname.replace(/\/$/, "");
  var list = document.getElementById("list");
  var said = document.getElementById("said");
  var problem = document.getElementById("problem");
  var done = document.getElementById("done");
  var queue = [];
  var working = false;
  var piece = 256 * 1024;

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
  function remember(file, key) {
    try { key ? localStorage.setItem(mark(file), key) : localStorage.removeItem(mark(file)); } catch (e) { /* */ }
  }

  function remembered(file) {
    try { return localStorage.getItem(mark(file)); } catch (e) { return null; }
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
    item.bar.value = item.offset;
  }

  async function begin(item) {
    var key = remembered(item.file);
    if (key) {
      var there = await ask("HEAD", base + "/files/" + key);
      if (there.status === 200) {
        item.key = key;
        item.offset = Number(there.getResponseHeader("Upload-Offset"));
        return;
      }
      remember(item.file, null);
    }
    var made = await ask("POST", base + "/files", {
      "Upload-Length": String(item.file.size),
      "Upload-Metadata": "filename " + base64(item.file.name),
    });
    if (made.status !== 201) throw refused(made);
    item.key = made.getResponseHeader("Location").split("/").pop();
    item.offset = 0;
    remember(item.file, item.key);
  }

  async function next(item) {
    var end = Math.min(item.offset + piece, item.file.size);
    var sent = await ask("PATCH", base + "/files/" + item.key, {
      "Upload-Offset": String(item.offset),
      "Content-Type": "application/offset+octet-stream",
    }, item.file.slice(item.offset, end));
    if (sent.status === 204 || sent.status === 409) {
      item.offset = Number(sent.getResponseHeader("Upload-Offset"));
      piece = Math.min(piece * 2, config.chunk);
      return;
    }
    throw refused(sent);
  }

  async function send(item) {
    var pause = 1;
    for (;;) {
      try {
        if (!item.key) await begin(item);
        while (item.offset < item.file.size) {
          show(item, "", text("percent", { percent: Math.floor(100 * item.offset / item.file.size) }));
          await next(item);
          pause = 1;
        }
        var last = await ask("HEAD", base + "/files/" + item.key);
        if (last.status !== 200) throw refused(last);
        // Still remembered: chosen again after a reload it is known to be here.
        show(item, "ok", text("received"));
        said.textContent = text("received") + ": " + item.file.name;
        return;
      } catch (error) {
        if (error.refused) {
          show(item, "bad", error.message);
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
      bar.max = file.size;
      bar.value = 0;
      bar.setAttribute("aria-label", file.name);
      state.className = "state";
      state.textContent = text("waiting");
      row.appendChild(name);
      row.appendChild(bar);
      row.appendChild(state);
      list.appendChild(row);
      done.hidden = true;
      queue.push({ file: file, row: row, bar: bar, state: state, key: null, offset: 0 });
    });
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
})();
