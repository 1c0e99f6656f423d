/** A kind of session that is lost when the loop is blocked for too long. */
export interface Session {
  /** Appears in warnings and as a metric attribute, so it must not be made per client. */
  readonly name: string;
  /**
   * The shortest block that can lose a session, in milliseconds: rarely the setting's face value. A function is asked
   * at each heartbeat and may return undefined while there is no such session.
   */
  readonly timeoutMs: number | (() => number | undefined);
  /** Live sessions now; asked at each heartbeat and on top of a blocking stack, so it must be cheap. */
  readonly count?: () => number | undefined;
}
