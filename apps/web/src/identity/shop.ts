import type { MeDto, Role, ShopDto } from '@proofroom/contract'
import { createContext, useContext } from 'react'

/** The shop of the address, and who looks at it. */
type ShopSession = { shop: ShopDto; role: Role; me: MeDto }

export const ShopContext = createContext<ShopSession | null>(null)

export function useShop(): ShopSession {
  const session = useContext(ShopContext)
  if (!session) throw new Error('useShop is for screens below /s/:shop')
  return session
}

/** Owner and manager may do everything of the shop; the server has the last word. */
export const manages = (role: Role): boolean => role === 'owner' || role === 'manager'
