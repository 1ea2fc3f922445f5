/** Languages whose function words we know, by ISO 639-1. */
export type Language = 'en' | 'de' | 'fr' | 'es';

/**
 * The words that hold sentences together and say nothing of what they are about. They tell a text's language, and are
 * left out of what a question asks for. Without accents, as `fold` writes them.
 */
const functionWords: Record<Language, Set<string>> = {
  en: wordsOf(
    'the of and to in is that for it as with was on are be by this have from or had not but what all were when we there ' +
      'can an your which their if will do each how them then these so some her would him into has two go no way could my than who may',
  ),
  de: wordsOf(
    'der die das den dem des ein eine einen einem einer eines und oder aber ist sind war waren wird werden wurde wurden ' +
      'hat haben hatte habe ich du er sie es wir ihr mein meine unser unsere sein seine nicht kein keine mit von vom zu zum ' +
      'zur bei beim in im an am auf aus nach vor uber unter durch fur gegen ohne um bis seit wie was wer wo wann warum ' +
      'welche welcher welches wieviel viel viele man sich auch noch nur schon kann konnen muss mussen darf durfen soll ' +
      'sollen mag hoch lange oft denn als wenn dass ob',
  ),
  fr: wordsOf(
    'le la les l un une des de du d et ou mais est sont etait etaient sera a ont avait il elle on nous vous ils elles je ' +
      'tu mon ma mes notre nos votre vos son sa ses leur leurs ne pas plus que qu qui quoi quel quelle quels quelles quand ' +
      'comment combien pourquoi ou dans en au aux avec sans sur sous par pour ce cet cette ces se y peut peuvent doit ' +
      'doivent faut c est t il',
  ),
  es: wordsOf(
    'el la los las un una unos unas de del y o pero es son era eran sera ha han habia yo tu el ella nosotros ellos mi mis ' +
      'nuestro nuestra su sus no que quien quienes cual cuales cuando como cuanto cuanta cuantos cuantas donde por para con ' +
      'sin sobre en al se lo le les este esta estos estas ese esa puede pueden debe deben hay',
  ),
};

function wordsOf(list: string): Set<string> {
  return new Set(list.split(' '));
}

/** The language that most of a text's function words belong to; English where none or several are as likely. */
export function languageOf(words: readonly string[]): Language {
  const count = (language: Language) => words.filter((word) => functionWords[language].has(word)).length;
  const others = (['de', 'fr', 'es'] as const).toSorted((a, b) => count(b) - count(a));
  const [best = 'de'] = others;
  return count(best) > count('en') ? best : 'en';
}

/** Expects the word as `fold` gives it. */
export function isFunctionWord(word: string, language: Language): boolean {
  return functionWords[language].has(word);
}
