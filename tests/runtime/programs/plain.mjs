export function sleep(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export function spin(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
