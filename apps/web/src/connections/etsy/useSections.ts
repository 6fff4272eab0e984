import { useQuery } from '@tanstack/react-query'
import { useShop } from '../../identity/shop.ts'
import { sectionsQuery } from './listing-api.ts'

/** What the shop's sections are called; Etsy is asked only where there is something to name. */
export function useSections(isWanted: boolean) {
  const { shop } = useShop()
  const { data, error } = useQuery({ ...sectionsQuery(shop.code), enabled: isWanted })
  const sections = data?.sections ?? []
  return { sections, error, nameOf: (id: string | null) => sections.find((one) => one.id === id)?.name ?? null }
}
