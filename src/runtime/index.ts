export { startMonitor, type Monitor } from './start.ts';
export { sessions } from './sessions/index.ts';
export type {
  AmqplibConnection,
  BullmqWorker,
  GraphqlWsServer,
  HttpServer,
  KafkajsConsumer,
  MqttClient,
  Session,
  SocketIoServer,
  WsClient,
  WsServer,
} from './sessions/index.ts';
export type { TaskSession, TaskSessionOptions } from './sessions/tasks.ts';
export type { EventName, Listener } from './events.ts';
export type { Levels, MonitorOptions } from './options.ts';
export type { LibraryOptions } from './libraries.ts';
export type { WhileBlockedHandler, WhileBlockedOptions } from './while-blocked.ts';
export type {
  Attribution,
  BlockRecord,
  Cause,
  Context,
  ContextValue,
  Frame,
  Invoker,
  Level,
  MonitorEvents,
  ReportedEvent,
  SessionAtRisk,
  SessionState,
  Trace,
} from './record.ts';
