import { plainLetters } from './days.ts'

export type Format = 'etsy' | 'general'

/** What a column of a file can be. */
export const WORDS = [
  'order',
  'customer',
  'email',
  'item',
  'quantity',
  'product',
  'due',
  'placed',
  /** One line of personalization, called like its column. */
  'line',
  /** All of it in one cell: "Name: The Hartleys", a line each. */
  'personalization',
  /** As Etsy writes it: "Size:8x10,Personalization:The Hartleys". */
  'variations',
  'tags',
  'rush',
  'gift',
  'gift_note',
  'ignore',
] as const
export type Word = (typeof WORDS)[number]

/** By a column's heading. What is not in it is ignored. */
export type Mapping = Record<string, Word>

/** Without these no order can be made. */
export const NEEDED: readonly Word[] = ['order', 'customer', 'item']
/** Several columns may say these; their words are put together. */
const SHARED: readonly Word[] = ['customer', 'item', 'line', 'personalization', 'variations', 'tags', 'ignore']

/** Headings as others write them, in a few languages, without spaces and accents. */
const HEADINGS: Record<Exclude<Word, 'line' | 'ignore'>, string> = {
  order:
    'ordernumber orderno ordernr orderid order number name# receiptid salesorder bestellnummer bestellnr auftrag ' +
    'auftragsnummer auftragsnr commande numerodecommande ncommande pedido numerodepedido ordine numeroordine bestelnummer',
  customer:
    'customer customername buyer buyername client clientname fullname name shipname shippingname billingname recipient ' +
    'firstname lastname kunde kundenname kaufer vorname nachname besteller acheteur nom nomduclient prenom cliente ' +
    'nombre apellido comprador nome cognome klant naam',
  email: 'email emailaddress mail customeremail buyeremail emailadresse correo correoelectronico courriel adresseemail',
  item:
    'item itemname itemtitle title product productname producttitle lineitemname lineitem article artikel artikelname ' +
    'bezeichnung produkt produit designation articulo producto articolo prodotto description beschreibung',
  quantity:
    'quantity qty amount count pieces itemquantity lineitemquantity menge anzahl stuck quantite qte cantidad quantita aantal',
  product: 'producttype kind productkind workflow produktart typ typedeproduit tipo',
  due:
    'due duedate dueon duedat shipby shipbydate shipdate expectedshipdate deadline promised promisedfor neededby ' +
    'lieferdatum liefertermin versandbis faellig fallig falligam expedieravant datedexpedition echeance fechadeentrega ' +
    'entrega consegna datadiconsegna leverdatum',
  placed:
    'placed placedon date orderdate ordered orderedon saledate created createdat datepaid purchasedate bestelldatum datum ' +
    'auftragsdatum datedecommande fechadepedido fecha dataordine data besteldatum',
  personalization:
    'personalization personalisation personalizationtext customization customisation personalisierung ' +
    'personnalisation personalizacion personalizzazione personalisatie notesfrombuyer',
  variations: 'variations variation options itemoptions varianten variante variaciones variazioni',
  tags: 'tags tag labels label schlagworte etiquettes etiquetas etichette',
  rush: 'rush priority express urgent eilig eilt prioritat priorite urgente spoed',
  gift: 'gift isgift markedasgift geschenk cadeau regalo esregalo',
  gift_note:
    'giftnote giftmessage giftcard grusskarte grußkarte geschenknachricht messagecadeau mensajederegalo biglietto',
}

/** Columns that are usually a line of personalization. */
const LINES =
  /^(engrav|grav|inscri|font|schrift|police|fuente|colou?r|farbe|couleur|wood|holz|bois|size|grosse|taille|text|monogram|initial|thread|garn|front|back|lineone|line\d|names?tobe|nameon|dateon|material|finish|size)/

/** Exact headings of Etsy's "Sold Order Items"; the buyer is a user name there, so the person is who it ships to. */
const ETSY: Mapping = {
  'Order ID': 'order',
  'Ship Name': 'customer',
  'Item Name': 'item',
  Quantity: 'quantity',
  Variations: 'variations',
  Personalization: 'personalization',
  'Sale Date': 'placed',
  'Buyer Email': 'email',
  'Ship By': 'due',
  'Ship By Date': 'due',
  'Expected Ship Date': 'due',
  'Gift Message': 'gift_note',
}

const keyOf = (heading: string) => plainLetters(heading).replace(/[^a-z0-9#]/g, '')
const known = new Map(
  Object.entries(HEADINGS).flatMap(([word, headings]) =>
    headings.split(' ').map((heading) => [heading, word as Word] as const),
  ),
)

export const formatOf = (headings: readonly string[]): Format =>
  ['Order ID', 'Transaction ID', 'Item Name'].every((one) => headings.includes(one)) ? 'etsy' : 'general'

/** What each column seems to be. A person looks at it before anything is made. */
export function suggestMapping(headings: readonly string[], format: Format = formatOf(headings)): Mapping {
  const suggested: Mapping = {}
  const taken = new Set<Word>()
  for (const heading of headings) {
    const word = format === 'etsy' ? etsyWord(heading, headings) : generalWord(heading)
    const isFree = SHARED.includes(word) || !taken.has(word)
    suggested[heading] = isFree ? word : 'ignore'
    taken.add(suggested[heading])
  }
  return format === 'etsy' ? suggested : settled(suggested)
}

function etsyWord(heading: string, headings: readonly string[]): Word {
  if (heading === 'Buyer' && !headings.includes('Ship Name')) return 'customer'
  return ETSY[heading] ?? 'ignore'
}

function generalWord(heading: string): Word {
  const key = keyOf(heading)
  return known.get(key) ?? (LINES.test(key) ? 'line' : 'ignore')
}

/** A file with "Item" and "Product" means a thing and its kind; one with a "Customer" means something else by "Name". */
function settled(mapping: Mapping): Mapping {
  const headingsOf = (word: Word) => Object.keys(mapping).filter((heading) => mapping[heading] === word)
  const items = headingsOf('item')
  const kind = items.find((heading) => /^(product|produkt|produit|producto|prodotto)$/.test(keyOf(heading)))
  if (kind && items.length > 1 && headingsOf('product').length === 0) mapping[kind] = 'product'
  for (const heading of headingsOf('item').slice(1)) mapping[heading] = 'ignore'
  const isPart = (heading: string) =>
    /^(firstname|lastname|vorname|nachname|nom|prenom|nombre|apellido|nome|cognome)$/.test(keyOf(heading))
  const [who, ...others] = headingsOf('customer')
  for (const heading of others)
    if (!who || !isPart(who) || !isPart(heading))
      mapping[heading] = /^(name|naam)$/.test(keyOf(heading)) ? 'line' : 'ignore'
  return mapping
}

/** What is wrong with a mapping as a whole, if anything. */
export function mappingProblem(mapping: Mapping): { code: 'missing' | 'twice'; word: Word; headings: string[] } | null {
  const headingsOf = (word: Word) => Object.keys(mapping).filter((heading) => mapping[heading] === word)
  for (const word of WORDS) {
    const headings = headingsOf(word)
    if (headings.length > 1 && !SHARED.includes(word)) return { code: 'twice', word, headings }
  }
  const missing = NEEDED.find((word) => headingsOf(word).length === 0)
  return missing ? { code: 'missing', word: missing, headings: [] } : null
}
