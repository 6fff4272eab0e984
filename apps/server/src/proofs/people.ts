import type { PersonDto } from '@proofroom/contract'
import { schema } from '@proofroom/db'
import type { Actors } from '@proofroom/proof'
import { asc, eq, sql } from 'drizzle-orm'
import { type Actor, actorId } from '../platform/actor.ts'
import { type InTx, shopOf } from '../platform/context.ts'
import { canResolve } from './policy.ts'
import type { ProofRow } from './store.ts'

const { colours, customers, links, members, orders, participants, users } = schema
const COLOURS = 8

/**
 * Everybody whose marks, words or decisions may be in a proof, with the colour they keep for the whole of it, and you:
 * without one yet, in the colour that would be yours next.
 */
export async function findPeople(ctx: InTx, proof: Pick<ProofRow, 'id' | 'orderId'>): Promise<PersonDto[]> {
  const given = await ctx.tx.select().from(colours).where(eq(colours.proofId, proof.id))
  const colourOf = new Map(given.map((row) => [row.actorId, row.colour]))
  const people = [...(await findStaff(ctx)), ...(await findGuests(ctx, proof.orderId))]
  const you = actorId(ctx.actor)
  return people
    .filter((person) => colourOf.has(person.actorId) || person.actorId === you)
    .map((person) => ({
      ...person,
      colour: colourOf.get(person.actorId) ?? nextColour(given.length),
      ...(person.actorId === you ? { you: true, canResolve: canResolve(ctx.actor).allowed } : { you: false }),
    }))
}

/**
 * For `project`: whose words count, not who may write now. What a member said before they were made a viewer, or left,
 * stays said. Who may write is the ticket's matter.
 */
export async function findActors(ctx: InTx, orderId: string): Promise<Actors> {
  const people = [...(await findStaff(ctx)), ...(await findGuests(ctx, orderId))]
  return Object.fromEntries(
    people.map((person) => [
      person.actorId,
      { side: person.side, canAnnotate: person.canAnnotate, canResolve: person.canResolve },
    ]),
  )
}

type Known = Omit<PersonDto, 'colour' | 'you'>

/** Also those who left: what they wrote stays, under their name. */
async function findStaff(ctx: InTx): Promise<Known[]> {
  const rows = await ctx.tx
    .select({ actorId: members.id, name: users.name })
    .from(members)
    .innerJoin(users, eq(users.id, members.userId))
    .orderBy(asc(members.createdAt))
  return rows.map(({ actorId: id, name }) => ({
    actorId: id,
    name,
    initials: initialsOf(name),
    side: 'shop',
    secondOpinion: false,
    canAnnotate: true,
    canResolve: true,
  }))
}

async function findGuests(ctx: InTx, orderId: string): Promise<Known[]> {
  const rows = await ctx.tx
    .select({ actorId: participants.id, name: participants.name, link: links, customer: customers.name })
    .from(participants)
    .innerJoin(links, eq(links.id, participants.linkId))
    .innerJoin(orders, eq(orders.id, participants.orderId))
    .innerJoin(customers, eq(customers.id, orders.customerId))
    .where(eq(participants.orderId, orderId))
    .orderBy(asc(participants.createdAt))
  return rows.map(({ actorId: id, name, link, customer }) => ({
    actorId: id,
    name,
    initials: initialsOf(name ?? (link.canDecide ? customer : link.label)),
    side: 'customer',
    secondOpinion: !link.canDecide,
    canAnnotate: link.canComment,
    canResolve: false,
  }))
}

const nextColour = (given: number): number => (given % COLOURS) + 1

/** Hands the actor the next free colour of the proof, or answers the one they have. */
export async function colourFor(ctx: InTx, proof: Pick<ProofRow, 'id' | 'orderId'>, actor: Actor): Promise<number> {
  const id = actorId(actor) as string
  const row = { shopId: shopOf(ctx), orderId: proof.orderId, proofId: proof.id, actorId: id }
  const next = sql<number>`(select count(*)::int % ${COLOURS} + 1 from ${colours} where ${colours.proofId} = ${proof.id})`
  await ctx.tx
    .insert(colours)
    .values({ ...row, colour: next })
    .onConflictDoNothing()
  const [kept] = await ctx.tx
    .select({ colour: colours.colour })
    .from(colours)
    .where(sql`${colours.proofId} = ${proof.id} and ${colours.actorId} = ${id}`)
  return kept?.colour ?? 1
}

/** "Ruth Hartley" → "RH", "Carol" → "CA". */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  const letters = last ? [...first][0] + ([...last][0] ?? '') : [...first].slice(0, 2).join('')
  return letters.toUpperCase()
}
