/** The shop's first letter on its own colour, until it has a logo. */
export const ShopMark = ({ name }: { name: string }) => (
  <span className="cu-mark" aria-hidden="true">
    {[...name.trim()][0]?.toUpperCase()}
  </span>
)
