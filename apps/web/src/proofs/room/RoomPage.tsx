export type RoomPageProps = { shop: string; proofId: string; number: number }

export default function RoomPage(_: RoomPageProps) {
  return <main className="room" />
}
