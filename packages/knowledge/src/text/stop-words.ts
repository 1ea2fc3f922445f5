import type { Language } from './language.ts';

/**
 * Words so common that they say nothing about what a text is about, folded. Kept short: a word that is dropped here can
 * never be searched for.
 */
const stopWords: Record<Language, ReadonlySet<string>> = {
  en: wordsOf(
    'a an and are as at be been but by did do does for from had has have he her his how i if in into is it its me my no not of ' +
      'on or our she so such that the their them then there these they this those to us was we were what when where which ' +
      'who whom why will with would you your',
  ),
  de: wordsOf(
    'aber als am an auch auf aus bei beim bin bis da damit dann das dass dem den denn der deren des dessen die dies diese ' +
      'diesem diesen dieser dieses doch du durch ein eine einem einen einer eines er es fur hat hatte hatten ich ihr ihre ' +
      'ihrem ihren ihrer ihres im in ist ja jede jedem jeden jeder jedes kann kein keine keinem keinen keiner konnen man ' +
      'mein meine meinem meinen meiner mich mir mit muss mussen nach nicht noch nur ob oder sein seine seinem seinen seiner ' +
      'sich sie sind so soll sollen sowie sondern uber um und uns unser unsere unserem unseren unserer unter vom von vor war ' +
      'waren wann warum was weil welche welchem welchen welcher welches wenn wer werden wie wir wird wo wurde wurden zu zum zur',
  ),
  fr: wordsOf(
    'a ai ainsi as au aux avec avez avons c ce ceci cela celle celles celui ces cet cette ceux chez comme comment d dans de ' +
      'des donc dont du elle elles en est et etait etaient etre eux il ils j je jusqu l la le les leur leurs lorsqu lui ' +
      'm ma mais me mes mon n ne ni nos notre nous on ont ou par pas peut peuvent pour pourquoi puisqu qu quand que quel ' +
      'quelle quelles quels qui quoi quoiqu s sa sans se ses si son sont sous sur t ta te tes toi ton tu un une vos votre ' +
      'vous y',
  ),
  es: wordsOf(
    'a al algo ante aquel aquella asi aun aunque cada como con cual cuales cuando cuanta cuantas cuanto cuantos de del desde ' +
      'donde e el ella ellas ellos en entre era eran es esa esas ese eso esos esta estan estas este esto estos fue ha han ' +
      'hasta hay la las le les lo los mas me mi mis muy ni no nos nosotros nuestra nuestras nuestro nuestros o os para pero ' +
      'por porque pues que quien quienes se sea ser si sin sobre son su sus tan te ti tiene tienen tu tus u un una unas uno unos y ya yo',
  ),
};

function wordsOf(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/** Expects the word as `fold` gives it. */
export function isStopWord(word: string, language: Language): boolean {
  return stopWords[language].has(word);
}
