import { addWords } from '../../i18n.ts'
import words from '../en.json'

// Read with the first screen that says any of it.
addWords('etsy', words)
