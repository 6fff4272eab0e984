import type { ChangeRequestDto, CustomerPageDto, DecisionDto, ProofDto, VersionDto } from '@proofroom/contract'
import { describe, expect, it } from 'vitest'
import { answeredBy, askedOn, readableVersions, standingOf, summaryOf, versionBefore } from './standing.ts'

const version = (number: number, state: VersionDto['state']) =>
  ({ id: `v${number}`, number, state, signedAt: null }) as VersionDto
const decision = (versionId: string, kind: DecisionDto['kind'], at: string) =>
  ({ id: at, versionId, kind, at }) as DecisionDto
const request = (number: number, versionNumber: number, state: ChangeRequestDto['state']) =>
  ({ id: `r${number}`, number, versionNumber, versionId: `v${versionNumber}`, state }) as ChangeRequestDto

function pageWith(
  versions: VersionDto[],
  decisions: DecisionDto[] = [],
  requests: ChangeRequestDto[] = [],
): CustomerPageDto {
  const proof = { versions, decisions, requests } as unknown as ProofDto
  const order = {
    title: 'Walnut board',
    customerName: 'Ruth Hartley',
    personalization: [],
    makingSince: null,
    dueOn: null,
  }
  return { proof, order } as unknown as CustomerPageDto
}

describe('where the customer stands', () => {
  it('waits before the first proof', () => {
    expect(standingOf({ ...pageWith([]), proof: null })).toEqual({ kind: 'waiting', takenBack: false })
  })

  it('waits when the newest proof was taken back', () => {
    expect(standingOf(pageWith([version(1, 'withdrawn')]))).toEqual({ kind: 'waiting', takenBack: true })
    expect(standingOf(pageWith([version(1, 'superseded')]))).toEqual({ kind: 'waiting', takenBack: true })
  })

  it('looks at the newest sent proof, past a withdrawn one', () => {
    const page = pageWith([version(1, 'superseded'), version(2, 'sent'), version(3, 'withdrawn')])
    expect(standingOf(page)).toMatchObject({ kind: 'look', version: { number: 2 } })
  })

  it('has asked once a request was sent on the newest, and no longer when a newer proof answers it', () => {
    const asked = decision('v1', 'request_changes', '2026-11-19T10:00:00Z')
    expect(standingOf(pageWith([version(1, 'sent')], [asked]))).toMatchObject({ kind: 'asked', decision: asked })
    expect(standingOf(pageWith([version(1, 'superseded'), version(2, 'sent')], [asked]))).toMatchObject({
      kind: 'look',
    })
  })

  it('shows the last of several requests on one proof', () => {
    const first = decision('v1', 'request_changes', '2026-11-19T10:00:00Z')
    const second = decision('v1', 'request_changes', '2026-11-19T11:00:00Z')
    expect(standingOf(pageWith([version(1, 'sent')], [second, first]))).toMatchObject({ decision: second })
  })

  it('has agreed once the newest is signed, whatever was asked before', () => {
    const decisions = [
      decision('v1', 'request_changes', '2026-11-19T10:00:00Z'),
      decision('v1', 'approve', '2026-11-19T12:00:00Z'),
    ]
    expect(standingOf(pageWith([version(1, 'signed')], decisions))).toMatchObject({
      kind: 'agreed',
      decision: { kind: 'approve' },
    })
  })
})

describe('older proofs', () => {
  const proof = pageWith([version(1, 'superseded'), version(2, 'withdrawn'), version(3, 'sent')]).proof as ProofDto

  it('lists what can be read, newest first, without withdrawn ones', () => {
    expect(readableVersions(proof).map((v) => v.number)).toEqual([3, 1])
  })

  it('compares with the last one that was seen', () => {
    expect(versionBefore(proof, version(3, 'sent'))?.number).toBe(1)
    expect(versionBefore(proof, version(1, 'superseded'))).toBeNull()
  })
})

describe('requests', () => {
  it('tells answered ones from those asked on the proof itself', () => {
    const requests = [request(2, 1, 'done'), request(1, 1, 'open'), request(3, 2, 'open')]
    const proof = pageWith([version(1, 'superseded'), version(2, 'sent')], [], requests).proof as ProofDto
    expect(answeredBy(proof, version(2, 'sent')).map((r) => r.number)).toEqual([1, 2])
    expect(askedOn(proof, version(2, 'sent')).map((r) => r.number)).toEqual([3])
  })

  it('leaves out what was confirmed before this proof was sent, and keeps what is confirmed on it', () => {
    const [before, sent, after] = ['2026-11-15T20:04:00Z', '2026-11-19T14:13:00Z', '2026-11-19T16:31:00Z']
    const third = { ...version(3, 'sent'), sentAt: sent }
    const requests = [
      { ...request(1, 1, 'fixed'), stateAt: before },
      { ...request(2, 2, 'done'), stateAt: before },
      { ...request(3, 2, 'fixed'), stateAt: after },
    ]
    const proof = pageWith([third], [], requests).proof as ProofDto
    expect(answeredBy(proof, third).map((r) => r.number)).toEqual([2, 3])
  })

  it.each([
    [[], 'none'],
    [['done'], 'one_done'],
    [['done', 'fixed'], 'both_done'],
    [['done', 'fixed', 'done'], 'all_done'],
    [['done', 'not_done'], 'some_done'],
    [['done', 'still_wrong'], 'some_done'],
    [['done', 'question'], 'question'],
  ] as [ChangeRequestDto['state'][], string][])('sums up %j as %s', (states, key) => {
    expect(summaryOf(states.map((state, i) => request(i + 1, 1, state))).key).toBe(key)
  })
})
