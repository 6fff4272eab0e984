import { useEffect } from 'react'

/** Names the tab after the screen: "Ruth Hartley · Proofroom". */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · Proofroom` : 'Proofroom'
  }, [title])
}
