package import Assessment

/// The report as one HTML document that loads nothing.
/// - Throws: ``TemplateError`` when a template names something that does not exist.
package func renderHTML(
  _ report: AssessmentReport, language: Language, templates: Templates = .builtIn
) throws(TemplateError) -> String {
  let problems = TemplateProblems()
  let texts = try templates.texts(language, problems: problems)
  return try templates.render(ReportView(report, texts: texts).root(problems: problems))
}
