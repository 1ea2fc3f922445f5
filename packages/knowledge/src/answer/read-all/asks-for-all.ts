const patterns: readonly RegExp[] = [
  /^(?:please )?(?:list|find|show(?: me)?|name|give me|collect) (?:all|every|each|any)\b/i,
  /\b(?:which|what) (?:of (?:the|our) )?(?:documents?|files?|contracts?|agreements?|policies|pages|reports|mails|e-?mails|minutes)\b/i,
  /^(?:what|which|who) (?:are|were) all\b|\ball (?:the )?(?:places|mentions|documents|passages)\b|\bevery (?:mention|place|document)\b/i,
  /^(?:nenne|liste|zeige?|finde)\b.*\b(?:alle|jede[nrs]?)\b|\bwelche[nr]? (?:dokumente|dateien|verträge[n]?|richtlinien|berichte|seiten)\b/i,
  /^(?:liste[rz]?|cite[rz]?|montre[rz]?|trouve[rz]?) (?:tou(?:te)?s|chaque)\b|\bquels? (?:documents?|fichiers?|contrats?)\b/i,
  /^(?:lista|enumera|muestra|busca) (?:tod[oa]s|cada)\b|\bqu[eé] (?:documentos|archivos|contratos)\b/i,
];

/** Whether a question wants everything that there is of something: "list every ...", "which contracts ...". */
export function asksForAll(question: string): boolean {
  return patterns.some((pattern) => pattern.test(question.trim()));
}
