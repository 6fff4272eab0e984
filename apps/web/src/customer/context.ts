import type { CustomerPageDto } from '@proofroom/contract'
import { createContext, useContext } from 'react'
import type { PageStore } from './page-store.ts'

export type CustomerContext = {
  page: CustomerPageDto
  store: PageStore
  /** Asks "Are you Ruth?" where nobody has said yet; false when they closed the question. */
  ensureName: () => Promise<boolean>
  /** A sentence read out and shown for a while. */
  say: (message: string, undo?: () => void) => void
}

const Context = createContext<CustomerContext | null>(null)
export const CustomerProvider = Context.Provider

export function useCustomer(): CustomerContext {
  const context = useContext(Context)
  if (!context) throw new Error('useCustomer outside of CustomerProvider')
  return context
}
