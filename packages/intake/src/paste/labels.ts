import { plainLetters } from '../days.ts'

/** What a labelled line of a message is about. */
export type Label = 'order' | 'customer' | 'address' | 'email' | 'item' | 'quantity' | 'due' | 'wish' | 'money'

const LABELS: Record<Label, RegExp> = {
  order: /^(order|receipt|bestell|auftrag|commande|pedido)[a-z ]*( ?(number|no|nr|id|nummer|#))?$/,
  customer: /^(customer|buyer|client|name of buyer|from|kunde|kaufer|acheteur|cliente|full name|bought by|ordered by)$/,
  address:
    /^(ship(ping)?( address)?( to)?|deliver(y)?( address)?( to)?|address|lieferadresse|versand an|adresse.*|shipped to)$/,
  email: /^(e ?mail( address)?|mail|courriel|correo)$/,
  item: /^(item( name)?|product|article|artikel|produkt|produit|articulo|title|listing)$/,
  quantity: /^(quantity|qty|amount|menge|anzahl|quantite|cantidad|how many|pieces)$/,
  due: /^(ship by( date)?|dispatch by|due( date)?|needed by|needed for|deliver by|promised for|deadline|versand bis|versenden bis|lieferung bis|liefertermin|a expedier avant( le)?|expected ship date)$/,
  wish: /^(personali[sz]ation|personalisierung|personnalisation|personalizacion|engraving|gravur|gravure|text|name|names|initials|date|font|schrift|colou?r|farbe|couleur|size|grosse|taille|wood|holz|material|style|finish|message|line \d|notes?|note from buyer|primary colou?r|secondary colou?r)$/,
  money:
    /^(price|item price|total|order total|item total|items? subtotal|subtotal|sub total|shipping (price|cost)|postage|tax|sales tax|vat|discount|coupon|payment( method)?|paid|transaction( id)?|sku|currency|preis|summe|gesamt|mwst|prix|sold|order date|ordered( on)?|placed( on)?|date paid|phone|status|tracking|you earned)$/,
}

export function labelOf(text: string): Label | null {
  const plain = plainLetters(text)
    .replace(/[^a-z0-9# ]+/g, ' ')
    .trim()
  const found = Object.entries(LABELS).find(([, labels]) => labels.test(plain))
  return (found?.[0] as Label | undefined) ?? null
}

/** Sentences and links that say nothing about an order. */
export const NOISE =
  /^(https?:\/\/\S+|view (the )?(order|invoice|receipt).*|print .*|contact .*|congratulations.*|you (made|have) .*|.*\bsold on etsy\b.*|order details?|items?|details?|unsubscribe.*|[$€£]\s?\d[\d.,]*|\d[\d.,]*\s?([$€£]|usd|eur|gbp)|.*\b\d+ items?,\s*[$€£].*|(hi|hello|hey|dear|hallo|liebe|bonjour)\b.{0,30}[,!.]?|(thanks?( you)?( so much)?|best|best wishes|kind regards|regards|cheers|love|danke|lg|viele gru(ß|ss)e|merci|cordialement)[,!.]*|[-–—=_*·•\s]+)$/i

export const GOODBYE =
  /^(thanks?( you)?( so much)?|best|best wishes|kind regards|regards|cheers|love|danke|lg|viele gru(ß|ss)e|merci|cordialement)[,!.]*$/i
