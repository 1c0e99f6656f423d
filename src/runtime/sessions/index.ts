import { graphqlWs } from './graphql-ws.ts';
import { httpServer } from './http-server.ts';
import { idleTimeout } from './idle-timeout.ts';
import { kafkajs } from './kafkajs.ts';
import { kubernetesLiveness } from './kubernetes-liveness.ts';
import { socketIo } from './socket-io.ts';
import { ws } from './ws.ts';

/** Session kinds by the system they belong to: what times out when the event loop is blocked. */
export const sessions = {
  socketIo,
  ws,
  graphqlWs,
  httpServer,
  kubernetesLiveness,
  kafkajs,
  idleTimeout,
} as const;

export type { GraphqlWsServer } from './graphql-ws.ts';
export type { HttpServer } from './http-server.ts';
export type { KafkajsConsumer } from './kafkajs.ts';
export type { Session } from './session.ts';
export type { SocketIoServer } from './socket-io.ts';
export type { WsClient, WsServer } from './ws.ts';
