/** What every part of the page needs: the configuration, the texts, and short ways to build elements. */

export const config = JSON.parse(document.getElementById("config").textContent);

export const byId = (id) => document.getElementById(id);

/** The text of a key of locales/…/web.ftl, named without its "web-". */
export const say = (key) => config.texts["web-" + key];

export function make(tag, className, ...children) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

export function icon(name) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", "#icon-" + name);
  drawing.setAttribute("aria-hidden", "true");
  drawing.append(use);
  return drawing;
}

export function makeButton(className, onClick, ...children) {
  const element = make("button", className, ...children);
  element.type = "button";
  element.addEventListener("click", onClick);
  return element;
}

export function roundButton(iconName, label, onClick) {
  const element = makeButton("round", onClick, icon(iconName));
  element.setAttribute("aria-label", label);
  element.title = label;
  return element;
}

/** A size such as "1,2 MB", in the page's language. */
export function fileSize(bytes) {
  const [amount, unit] = bytes < 1048576 ? [Math.ceil(bytes / 1024), "KB"] : [bytes / 1048576, "MB"];
  return amount.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }) + " " + unit;
}

/** A random UUID; crypto.randomUUID is missing on old phones. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Keep a value for this tab over a reload. Where storage is switched off it lives only as long as the page. */
export function keep(name, value) {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
  } catch (error) {
    console.warn("not kept over a reload:", name, error);
  }
}

export function recall(name, otherwise) {
  try {
    return JSON.parse(sessionStorage.getItem(name)) || otherwise;
  } catch (error) {
    return otherwise;
  }
}

let noticeTimer = 0;

/** Show one sentence above the composer, for long enough to be read slowly. */
export function notice(text) {
  byId("notice").hidden = false;
  byId("notice-text").textContent = text;
  clearTimeout(noticeTimer);
  noticeTimer = setTimeout(hideNotice, 15000);
}

function hideNotice() {
  byId("notice").hidden = true;
}

byId("notice-close").addEventListener("click", hideNotice);
