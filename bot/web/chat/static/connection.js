/** The socket to the server: opened, found dead, opened again. It knows nothing of what is said over it. */

const PING_EVERY = 25000;
const ANSWER_WITHIN = 12000;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15000;

/**
 * Keep a socket open. onOpen() runs on each connect, onMessage(object) for each message, onLost() for each loss.
 * Returns send(object): sends now or, without a connection, does nothing; who must be heard sends again in onOpen.
 */
export function connect({ onOpen, onMessage, onLost }) {
  let socket = null;
  let failures = 0;
  let retry = 0;
  let overdue = 0;

  function open() {
    clearTimeout(retry);
    socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/ws");
    expectAnswer();
    socket.onopen = onOpen;
    socket.onmessage = (event) => {
      clearTimeout(overdue);
      overdue = 0;
      failures = 0;
      const message = JSON.parse(event.data);
      if (message.t !== "pong") onMessage(message);
    };
    socket.onclose = drop;
  }

  // A dead network reports nothing: whoever does not answer in time is taken for lost.
  function expectAnswer() {
    if (!overdue) overdue = setTimeout(drop, ANSWER_WITHIN);
  }

  function drop() {
    if (!socket) return;
    clearTimeout(overdue);
    overdue = 0;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
    const longest = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** failures);
    failures += 1;
    retry = setTimeout(open, longest * (0.5 + Math.random() / 2));
    onLost();
  }

  function send(message) {
    if (!socket || socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify(message));
    expectAnswer();
  }

  function wake() {
    if (document.hidden) return;
    if (socket) send({ t: "ping" });
    else open();
  }

  setInterval(() => send({ t: "ping" }), PING_EVERY);
  window.addEventListener("online", wake);
  window.addEventListener("pageshow", wake);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("offline", drop);
  open();
  return send;
}
