import { beginConsent } from './api.ts'
import { useEtsyAct } from './useEtsyAct.ts'

/** Sends the browser to Etsy's own page; it comes back by itself. */
export function useConnect() {
  const { act, pending } = useEtsyAct()
  const connect = async () => {
    const consent = await act(beginConsent)
    if (consent) window.location.assign(consent.url)
  }
  return { connect: () => void connect(), pending }
}
