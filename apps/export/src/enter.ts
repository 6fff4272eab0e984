import { CustomerPageDto, MeDto, ProofDto, TicketDto, type VersionDto } from '@proofroom/contract'
import type { Address } from './address.ts'
import type { Options, Wanted } from './options.ts'
import { Stop } from './stop.ts'
import { Visit } from './visit.ts'

/** A proof that may be looked at, the version that was asked for, and how one gets into its room. */
export type Entered = { proof: ProofDto; version: VersionDto; ticket: TicketDto }

type Place = { path: string; proof: ProofDto }

export async function enter({ address, wanted, credentials }: Options): Promise<Entered> {
  const visit = new Visit(address.origin)
  if (credentials) await visit.ask(MeDto, 'POST', '/api/auth/sign-in', credentials)
  const { path, proof } = address.door === 'link' ? await openLink(visit, address) : await openProof(visit, address)
  const version = choose(proof.versions, wanted)
  const ticket = await visit.ask(TicketDto, 'POST', `${path}/versions/${encodeURIComponent(version.id)}/ticket?for=yjs`)
  return { proof, version, ticket }
}

async function openLink(visit: Visit, { code, secret }: Extract<Address, { door: 'link' }>): Promise<Place> {
  const { status } = await visit.fetch('GET', `/c/${code}.${secret}`)
  if (status === 410) throw new Stop('This link has expired, or was withdrawn or replaced. Ask the shop for a new one.')
  if (status !== 303) throw new Stop(`There is no proof behind this link (${status}). Was it copied whole?`)
  const path = `/api/c/${code}`
  const { proof } = await visit.ask(CustomerPageDto, 'GET', path)
  if (!proof) throw new Stop('No proof was sent yet.')
  return { path, proof }
}

async function openProof(visit: Visit, { shop, proofId }: Extract<Address, { door: 'member' }>): Promise<Place> {
  const path = `/api/s/${shop}/proofs/${proofId}`
  return { path, proof: await visit.ask(ProofDto, 'GET', path) }
}

/** Versions come oldest first. */
function choose(versions: VersionDto[], wanted: Wanted): VersionDto {
  const found = wanted === null ? newest(versions) : versions.find((version) => isWanted(version, wanted))
  if (found) return found
  const numbers = versions.map(({ number }) => number).join(', ')
  throw new Stop(wanted === null ? 'No proof was sent yet.' : `There is no such version here; there is: ${numbers}.`)
}

const newest = (versions: VersionDto[]) => versions.findLast(({ sentAt }) => sentAt !== null) ?? versions.at(-1)

const isWanted = ({ id, number }: VersionDto, wanted: NonNullable<Wanted>): boolean =>
  'number' in wanted ? wanted.number === number : wanted.versionId === id
