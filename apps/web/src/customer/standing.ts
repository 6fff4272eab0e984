import type { ChangeRequestDto, CustomerPageDto, DecisionDto, ProofDto, VersionDto } from '@proofroom/contract'

/** Where the customer stands, and so what the page is for at this moment. */
export type Standing =
  /** No proof was sent yet, or the newest one was taken back. */
  | { kind: 'waiting'; takenBack: boolean }
  /** A proof wants to be looked at. */
  | { kind: 'look'; proof: ProofDto; version: VersionDto }
  /** They asked for changes; the next proof is the shop's move. */
  | { kind: 'asked'; proof: ProofDto; version: VersionDto; decision: DecisionDto }
  /** Signed. From here on the page follows the making. */
  | { kind: 'agreed'; proof: ProofDto; version: VersionDto; decision: DecisionDto | null }

export function standingOf(page: CustomerPageDto): Standing {
  const proof = page.proof
  const version = proof && newestSent(proof)
  if (!proof || !version) return { kind: 'waiting', takenBack: proof !== null }
  if (version.state === 'signed')
    return { kind: 'agreed', proof, version, decision: decisionOn(proof, version, 'approve') }
  const decision = decisionOn(proof, version, 'request_changes')
  return decision ? { kind: 'asked', proof, version, decision } : { kind: 'look', proof, version }
}

/** The newest version the customer may decide on or has signed; withdrawn and older ones are history. */
export const newestSent = (proof: ProofDto): VersionDto | null =>
  proof.versions.findLast((v) => v.state === 'sent' || v.state === 'signed') ?? null

function decisionOn(proof: ProofDto, version: VersionDto, kind: DecisionDto['kind']): DecisionDto | null {
  const of = proof.decisions.filter((d) => d.versionId === version.id)
  return of
    .filter((d) => d.kind === kind)
    .reduce<DecisionDto | null>((last, d) => (!last || d.at > last.at ? d : last), null)
}

/** Older proofs that can still be read, newest first, the newest among them. */
export const readableVersions = (proof: ProofDto): VersionDto[] =>
  proof.versions.filter((v) => v.state !== 'draft' && v.state !== 'withdrawn').toReversed()

/** What came before, for "See what changed". */
export function versionBefore(proof: ProofDto, version: VersionDto): VersionDto | null {
  return readableVersions(proof).find((v) => v.number < version.number) ?? null
}

/**
 * Requests that this version is the answer to: from an older one, and not confirmed before this one was sent. In the
 * order of their numbers.
 */
export const answeredBy = (proof: ProofDto, version: VersionDto): ChangeRequestDto[] =>
  proof.requests
    .filter((r) => r.versionNumber < version.number && !wasFixedBefore(r, version))
    .toSorted((a, b) => a.number - b.number)

const wasFixedBefore = ({ state, stateAt }: ChangeRequestDto, { sentAt }: VersionDto): boolean =>
  state === 'fixed' && sentAt !== null && stateAt < sentAt

/** Requests that arose on this version. */
export const askedOn = (proof: ProofDto, version: VersionDto): ChangeRequestDto[] =>
  proof.requests.filter((r) => r.versionId === version.id).toSorted((a, b) => a.number - b.number)

export type Summary = {
  key: 'all_done' | 'one_done' | 'both_done' | 'some_done' | 'question' | 'none'
  done: number
  of: number
}

/** One line on what became of the requests, above the two buttons. */
export function summaryOf(requests: ChangeRequestDto[]): Summary {
  const of = requests.length
  const done = requests.filter((r) => r.state === 'done' || r.state === 'fixed').length
  if (of === 0) return { key: 'none', done, of }
  if (requests.some((r) => r.state === 'question')) return { key: 'question', done, of }
  if (done < of) return { key: 'some_done', done, of }
  return { key: of === 1 ? 'one_done' : of === 2 ? 'both_done' : 'all_done', done, of }
}
