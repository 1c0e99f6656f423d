import { amqplib } from './amqplib.ts';
import { bullmq } from './bullmq.ts';
import { graphqlWs } from './graphql-ws.ts';
import { httpServer } from './http-server.ts';
import { idleTimeout } from './idle-timeout.ts';
import { kafkajs } from './kafkajs.ts';
import { kubernetesLiveness } from './kubernetes-liveness.ts';
import { mqtt } from './mqtt.ts';
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
  bullmq,
  amqplib,
  mqtt,
  idleTimeout,
} as const;

export type { AmqplibConnection } from './amqplib.ts';
export type { BullmqWorker } from './bullmq.ts';
export type { GraphqlWsServer } from './graphql-ws.ts';
export type { HttpServer } from './http-server.ts';
export type { KafkajsConsumer } from './kafkajs.ts';
export type { MqttClient } from './mqtt.ts';
export type { Session } from './session.ts';
export type { SocketIoServer } from './socket-io.ts';
export type { WsClient, WsServer } from './ws.ts';
