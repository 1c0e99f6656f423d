// As much of a Kafka broker as a consumer of one topic without messages needs: the group coordinator keeps its member
// for the session timeout that this asks for, and says so when it expires. The encoding is KafkaJS's own.
import { createServer } from 'node:net';
import { createRequire } from 'node:module';
import { say } from '../support.mjs';

const require = createRequire(import.meta.url);
const Encoder = require('kafkajs/src/protocol/encoder.js');
const Decoder = require('kafkajs/src/protocol/decoder.js');

const TOPIC = 'chat';
const MEMBER = 'member';
const OK = 0;
const UNKNOWN_MEMBER_ID = 25;

let sessionTimeout = 0;
let isMember = false;
let expiry;

function keepMember() {
  clearTimeout(expiry);
  isMember = true;
  expiry = setTimeout(() => {
    isMember = false;
    say('expired');
  }, sessionTimeout);
}

const broker = () => new Encoder().writeInt32(0).writeString('127.0.0.1').writeInt32(server.address().port);

/** By API key: the version that is spoken, and the answer to a request of that version. */
const APIS = {
  // Fetch: never any messages, so it waits as long as the consumer lets it.
  1: [0, (request) => (request.readInt32(), [new Encoder().writeArray([]), request.readInt32()])],
  // Metadata
  3: [
    0,
    () => {
      const partition = new Encoder().writeInt16(OK).writeInt32(0).writeInt32(0).writeArray([0]).writeArray([0]);
      const topic = new Encoder().writeInt16(OK).writeString(TOPIC).writeArray([partition]);
      return [new Encoder().writeArray([broker()]).writeArray([topic])];
    },
  ],
  // OffsetFetch
  9: [
    1,
    () => {
      const partition = new Encoder().writeInt32(0).writeInt64(0).writeString('').writeInt16(OK);
      return [new Encoder().writeArray([new Encoder().writeString(TOPIC).writeArray([partition])])];
    },
  ],
  // FindCoordinator
  10: [0, () => [new Encoder().writeInt16(OK).writeEncoder(broker())]],
  // JoinGroup
  11: [0, joinGroup],
  // Heartbeat
  12: [
    0,
    () => {
      if (isMember) keepMember();
      return [new Encoder().writeInt16(isMember ? OK : UNKNOWN_MEMBER_ID)];
    },
  ],
  // SyncGroup
  14: [
    0,
    (request) => {
      request.readString();
      request.readInt32();
      request.readString();
      const [assignment] = request.readArray((member) => (member.readString(), member.readBytes()));
      return [new Encoder().writeInt16(OK).writeBytes(assignment)];
    },
  ],
  // ApiVersions
  18: [
    0,
    () => {
      const versions = Object.entries(APIS).map(([key, [version]]) =>
        new Encoder().writeInt16(Number(key)).writeInt16(version).writeInt16(version),
      );
      return [new Encoder().writeInt16(OK).writeArray(versions).writeInt32(0)];
    },
  ],
};

function joinGroup(request) {
  request.readString();
  sessionTimeout = request.readInt32();
  request.readString();
  request.readString();
  const [[protocol, metadata]] = request.readArray((item) => [item.readString(), item.readBytes()]);
  say(`joined ${sessionTimeout}`);
  keepMember();
  const member = new Encoder().writeString(MEMBER).writeBytes(metadata);
  const group = new Encoder().writeInt16(OK).writeInt32(1).writeString(protocol).writeString(MEMBER);
  return [group.writeString(MEMBER).writeArray([member])];
}

function answer(socket, request) {
  const key = request.readInt16();
  request.readInt16();
  const correlationId = request.readInt32();
  request.readString();
  const [, reply] = APIS[key];
  const [body, afterMs = 0] = reply(request);
  const { buffer } = new Encoder().writeInt32(correlationId).writeEncoder(body);
  setTimeout(() => socket.write(new Encoder().writeInt32(buffer.length).writeBuffer(buffer).buffer), afterMs);
}

const server = createServer((socket) => {
  let pending = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data) => {
    pending = Buffer.concat([pending, data]);
    while (pending.length >= 4 && pending.length >= 4 + pending.readInt32BE()) {
      const end = 4 + pending.readInt32BE();
      answer(socket, new Decoder(pending.subarray(4, end)));
      pending = pending.subarray(end);
    }
  });
});
server.listen(0, '127.0.0.1', () => say(`port ${server.address().port}`));
