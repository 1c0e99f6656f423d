export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function spin(ms) {
  const [end, leastCpuMs] = [performance.now() + ms, cpuMs() + ms / 2];
  while (performance.now() < end || cpuMs() < leastCpuMs);
}

/** For those to whom it matters how long it takes, whoever has the core meanwhile: a session loses time, not work. */
export function occupy(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

/** On a host without a free core, a block in which next to nothing ran would prove nothing. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
