import type { ProofDto } from '@proofroom/contract'
import { initialsOf } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'

/** The seller's initials in the colour their marks have. */
export function SellerSign({ proof }: { proof: ProofDto }) {
  const { page } = useCustomer()
  const person = proof.people.find((one) => one.side === 'shop' && one.name === page.sellerName)
  return (
    <span className={`av av-40 p${person?.colour ?? 4}`} aria-hidden="true">
      {person?.initials ?? initialsOf(page.sellerName)}
    </span>
  )
}
