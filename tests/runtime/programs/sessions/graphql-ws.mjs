// A graphql-ws server with timeouts of a second: graphql-ws.mjs <ms> <ping|init>
// It blocks right after the first PING, or as soon as a client has connected.
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { sessions } from 'unblocked/monitor';
import { WebSocketServer } from 'ws';
import { monitor, say } from '../support.mjs';
import { createBlock } from './block-once.mjs';

const [ms, when] = process.argv.slice(2);
const block = createBlock(Number(ms));
const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: { hello: { type: GraphQLString } } }),
});
const kind =
  when === 'init'
    ? sessions.graphqlWs(server, { connectionInitWaitTimeout: 1000 })
    : sessions.graphqlWs(server, { keepAlive: 1000 });
await monitor({ sessions: [kind] });
useServer({ schema, connectionInitWaitTimeout: 1000 }, server, 1000);

server.on('connection', (socket) => {
  if (when === 'init') {
    setImmediate(block);
    return;
  }
  const { ping } = socket;
  socket.ping = () => {
    ping.call(socket);
    setImmediate(block);
  };
});

say(`port ${server.address().port}`);
