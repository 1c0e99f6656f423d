/** Whether a watchdog watches, as `unblocked.watchdog.up` says to a reader of metrics. */
export async function isUp(reader) {
  const { resourceMetrics } = await reader.collect();
  const all = resourceMetrics.scopeMetrics.flatMap((scope) => scope.metrics);
  return all.find(({ descriptor }) => descriptor.name === 'unblocked.watchdog.up')?.dataPoints[0]?.value === 1;
}
