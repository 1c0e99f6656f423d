import { io } from '/socket.io/socket.io.esm.min.js';

// What the server is set to: pingInterval plus pingTimeout.
const PING_DEADLINE_MS = 3_000;
const LONG_DOCUMENT_LENGTH = 45_000;

const login = document.querySelector('#login');
const loginError = document.querySelector('#login-error');
const status = document.querySelector('#status');
const deadline = document.querySelector('#deadline');
const chat = document.querySelector('#chat');
const messages = document.querySelector('#messages');
const suggestions = document.querySelector('#suggestions');
const compose = document.querySelector('#compose');
const text = document.querySelector('#text');

login.addEventListener('submit', async (event) => {
  event.preventDefault();
  const credentials = Object.fromEntries(new FormData(login));
  const response = await fetch('/login', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
  });
  const { token, error } = await response.json();
  loginError.textContent = error ?? '';
  if (token !== undefined) openChat(credentials.name, token);
});

function openChat(name, token) {
  const socket = io({ auth: { token } });
  let connectedAt;
  let pingedAt;

  socket.on('connect', () => {
    connectedAt = pingedAt = Date.now();
    showStatus('connected', `${name}, connected`);
    note('Connected.');
  });
  socket.on('disconnect', (reason) => {
    const age = ((Date.now() - connectedAt) / 1_000).toFixed(1);
    showStatus('disconnected', `Disconnected: ${reason}`);
    note(`The session was dropped after ${age} s: ${reason}.`, 'dropped');
  });
  socket.on('connect_error', ({ message }) => showStatus('disconnected', `No connection: ${message}`));

  // The bar fills while no ping comes; when it is full, the client gives the session up.
  socket.io.on('ping', () => (pingedAt = Date.now()));
  setInterval(() => {
    const used = Math.min(1, (Date.now() - pingedAt) / PING_DEADLINE_MS);
    deadline.style.setProperty('--used', used);
  }, 100);

  compose.addEventListener('submit', (event) => {
    event.preventDefault();
    send(socket, text.value);
    text.value = '';
  });
  suggestions.addEventListener('click', async ({ target }) => {
    if ('document' in target.dataset) send(socket, await longDocument());
    if ('message' in target.dataset) send(socket, target.dataset.message);
    if ('twice' in target.dataset) send(socket, target.dataset.message);
  });

  login.hidden = true;
  chat.hidden = deadline.hidden = false;
  text.focus();
}

async function send(socket, message) {
  show('question', message.length > 300 ? `${message.slice(0, 300)} … (${message.length} characters)` : message);
  const waiting = show('answer waiting', '');
  try {
    const reply = await socket.emitWithAck('message', message);
    show('answer', reply.text ?? reply.error);
  } catch {
    show('answer lost', 'The answer was lost with the session.');
  } finally {
    waiting.remove();
  }
}

async function longDocument() {
  const response = await fetch('/socket.io/socket.io.js');
  return (await response.text()).slice(0, LONG_DOCUMENT_LENGTH);
}

function note(content, kind = '') {
  show(`note ${kind}`, `${new Date().toLocaleTimeString()} ${content}`);
}

function show(className, content) {
  const entry = document.createElement('li');
  entry.className = className;
  entry.textContent = content;
  messages.append(entry);
  entry.scrollIntoView({ block: 'end' });
  return entry;
}

function showStatus(state, content) {
  status.dataset.state = state;
  status.textContent = content;
}
