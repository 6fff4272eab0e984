import type { ProofDto } from '@proofroom/contract'
import { firstName, initialsOf } from '../../ui/format.ts'
import { useCustomer } from '../context.ts'

/** The seller's initials in the colour their marks have. */
export function SellerSign({ proof }: { proof: ProofDto }) {
  const { page } = useCustomer()
  // The page names the seller as they sign, often by the first name alone.
  const isSeller = (name: string) => name === page.sellerName || firstName(name) === page.sellerName
  const person = proof.people.find((one) => one.side === 'shop' && one.name !== null && isSeller(one.name))
  return (
    <span className={`av av-40 p${person?.colour ?? 4}`} aria-hidden="true">
      {person?.initials ?? initialsOf(page.sellerName)}
    </span>
  )
}
