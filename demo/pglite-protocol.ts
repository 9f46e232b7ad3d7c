// Cuts what a client of PostgreSQL sends into turns: the messages that belong together, up to the one that asks for an answer.
// https://www.postgresql.org/docs/current/protocol-message-formats.html

import type { Socket } from 'node:net';

const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;
const CANCEL_REQUEST = 80_877_102;

/** Query, Sync, Flush, FunctionCall. Parse, Bind, Describe and Execute wait for their Sync. */
const ENDS_TURN = 'QSHF';
const TERMINATE = 'X';

/** Ends with the client's Terminate, or with the connection. Encryption is declined; a cancellation, which PGlite cannot do, is ignored. */
export async function* turnsOf(socket: Socket): AsyncGenerator<Uint8Array> {
  let buffer: Buffer = Buffer.alloc(0);
  let turn: Buffer[] = [];
  let started = false;
  for await (const chunk of socket) {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      // The first message has no type before its length.
      const typeLength = started ? 1 : 0;
      if (buffer.length < typeLength + 4) break;
      const length = typeLength + buffer.readInt32BE(typeLength);
      if (buffer.length < length) break;
      const message = buffer.subarray(0, length);
      buffer = buffer.subarray(length);
      if (!started) {
        const code = message.readInt32BE(4);
        if (code === CANCEL_REQUEST) return;
        if (code === SSL_REQUEST || code === GSS_REQUEST) {
          socket.write('N');
          continue;
        }
        started = true;
        yield message;
        continue;
      }
      const type = String.fromCharCode(message[0] ?? 0);
      if (type === TERMINATE) return;
      turn.push(message);
      if (!ENDS_TURN.includes(type)) continue;
      const messages = turn;
      turn = [];
      yield Buffer.concat(messages);
    }
  }
}
