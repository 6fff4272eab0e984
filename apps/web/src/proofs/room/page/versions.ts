import type { ChangeRequestDto, ProofDto, VersionDto } from '@proofroom/contract'

export const newestOf = (proof: ProofDto): VersionDto | null => proof.versions.at(-1) ?? null

/** The one before that customers could see, to look beneath. */
export function previousOf(proof: ProofDto, version: VersionDto): VersionDto | null {
  const earlier = proof.versions.filter((one) => one.number < version.number && one.state !== 'withdrawn')
  return earlier.at(-1) ?? null
}

/** Requests that concern this version: those that arose before it and those that arose on it. */
export const requestsFor = (proof: ProofDto, version: VersionDto): ChangeRequestDto[] =>
  proof.requests.filter((one) => one.versionNumber <= version.number)

/** Waiting for the seller's answer. */
export const isUnanswered = (request: ChangeRequestDto): boolean =>
  request.state === 'open' || request.state === 'still_wrong'

/** The customer's word that this version is agreed. */
export const approvalOf = (proof: ProofDto, version: VersionDto) =>
  proof.decisions.find((one) => one.kind === 'approve' && one.versionId === version.id) ?? null
