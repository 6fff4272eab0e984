/** Proofroom's mark: crop corners around a tick. */
export function Logo() {
  return (
    <svg
      viewBox="0 0 26 26"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="img"
      aria-label="Proofroom"
    >
      <path d="M2 7.5V4.5A2.5 2.5 0 0 1 4.5 2H7.5M18.5 2h3A2.5 2.5 0 0 1 24 4.5v3M24 18.5v3a2.5 2.5 0 0 1-2.5 2.5h-3M7.5 24h-3A2.5 2.5 0 0 1 2 21.5v-3" />
      <path d="m8.2 13.4 3.3 3.3 6.4-7.2" strokeWidth="2.25" />
    </svg>
  )
}
