/** Whether a sentence begins with a word for something said before it. */
export function refersBack(text: string): boolean {
  return /^(?:it|its|they|their|them|he|she|his|her|this|these|those|that|such|both|the (?:former|latter)|otherwise|however|in (?:this|that|such) case|er|sie|es|dies|diese|dieser|il|elle|ils|elles|ce|cela|cette|ces)\b/i.test(
    text,
  );
}
