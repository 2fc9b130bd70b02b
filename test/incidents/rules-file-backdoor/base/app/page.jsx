export default function Page() {
  return <main>Bookings</main>;
}
