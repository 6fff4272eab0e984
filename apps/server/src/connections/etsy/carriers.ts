/** Etsy's own words for carriers, by how people write them. Etsy calls everybody else "other". */
const NAMES: [RegExp, string][] = [
  [/^dhl express/, 'dhl'],
  [/^(dhl|deutsche post dhl)/, 'dhl'],
  [/^deutsche post/, 'deutsche-post'],
  [/^ups( |$)/, 'ups'],
  [/^(usps|us postal)/, 'usps'],
  [/^fed ?ex/, 'fedex'],
  [/^royal ?mail/, 'royal-mail'],
  [/^parcel ?force/, 'parcelforce'],
  [/^(evri|hermes uk|my ?hermes)/, 'evri'],
  [/^hermes/, 'hermes-de'],
  [/^dpd uk/, 'dpd-uk'],
  [/^dpd/, 'dpd'],
  [/^gls/, 'gls'],
  [/^post ?nl/, 'postnl-3s'],
  [/^la poste|^colissimo/, 'la-poste-colissimo'],
  [/^chronopost/, 'chronopost-france'],
  [/^canada post/, 'canada-post'],
  [/^australia post|^auspost/, 'australia-post'],
]

/** What Etsy calls a carrier; one it does not know travels by "other", with its number all the same. */
export function etsyCarrier(name: string): string {
  const said = name.trim().toLowerCase().replaceAll(/\s+/g, ' ')
  return NAMES.find(([pattern]) => pattern.test(said))?.[1] ?? 'other'
}

/** The same number, however it was typed. */
export const sameTracking = (one: string | null, other: string): boolean => bare(one ?? '') === bare(other)
const bare = (tracking: string) => tracking.replaceAll(/[^0-9a-z]/gi, '').toUpperCase()
