export type SnapshotPageProps = { shop: string; proofId: string; snapshotId: string }

export default function SnapshotPage(_: SnapshotPageProps) {
  return <main className="room" />
}
