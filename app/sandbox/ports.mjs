import { connect, createServer } from 'node:net';
import { Sentence } from './sentence.mjs';
import { words } from './words.mjs';

const HOST = '127.0.0.1';

export async function freePort() {
  const server = await listen(0);
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Throws a Sentence unless the port can be opened here. */
export async function assertPortFree(port) {
  // Some systems let a second program listen beside one that listens on every address; a caller that is answered tells.
  if (await isAnswered(port)) throw new Sentence(words.portTaken(port));
  try {
    const server = await listen(port);
    await new Promise((resolve) => server.close(resolve));
  } catch (error) {
    throw new Sentence(error.code === 'EACCES' ? words.portNotAllowed(port) : words.portTaken(port));
  }
}

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, HOST, () => resolve(server));
  });
}

function isAnswered(port) {
  return new Promise((resolve) => {
    const socket = connect({ port, host: HOST, timeout: 1000 });
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
