export default function onBlock() {
  throw new Error('not today');
}
