export default function HoldingsScreen() {
  return null;
}
