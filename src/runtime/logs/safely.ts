/** A provider that throws is the application's to find out; it must not end what asked. */
export function safely<Result>(ask: () => Result): Result | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
