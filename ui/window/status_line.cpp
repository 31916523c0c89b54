#include "window/status_line.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>

#include "widgets/plain_label.h"

namespace headlight {

namespace {

QString parameterCount(double count) {
  const QLocale c = QLocale::c();
  if (count >= 1e9) return StatusLine::tr("%1 G parameters").arg(c.toString(count / 1e9, 'f', 1));
  if (count >= 1e6) return StatusLine::tr("%1 M parameters").arg(c.toString(count / 1e6, 'f', 1));
  return StatusLine::tr("%1 k parameters").arg(c.toString(count / 1e3, 'f', 1));
}

}  // namespace

StatusLine::StatusLine(Session* session, QWidget* parent)
    : QWidget(parent),
      m_session(session),
      m_facts(plainLabel(this)),
      m_progress(new QProgressBar(this)),
      m_cancel(new QPushButton(this)),
      m_check(new QToolButton(this)) {
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(10, 1, 8, 3);
  m_facts->setObjectName(QStringLiteral("statusFacts"));
  m_check->setObjectName(QStringLiteral("checkButton"));
  m_check->setAutoRaise(true);
  m_check->setFocusPolicy(Qt::TabFocus);
  m_progress->setObjectName(QStringLiteral("progressBar"));
  m_progress->setMaximumWidth(220);
  m_progress->setTextVisible(false);
  m_progress->hide();
  m_cancel->setObjectName(QStringLiteral("cancelButton"));
  m_cancel->hide();
  row->addWidget(m_facts);
  row->addStretch(1);
  row->addWidget(m_progress);
  row->addWidget(m_cancel);
  row->addWidget(m_check);

  connect(m_check, &QToolButton::clicked, this, &StatusLine::runCheck);
  connect(m_cancel, &QPushButton::clicked, session, &Session::cancel);
  connect(session, &Session::progressed, this, [this](double share) {
    m_progress->setRange(0, 1000);
    m_progress->setValue(static_cast<int>(share * 1000));
  });
  connect(session, &Session::checkFinished, this, [this](const RunCheck& report) {
    m_checking = false;
    m_report = report;
    refreshCheck();
  });
  connect(session, &Session::messageRaised, this, [this] {
    m_checking = false;
    refreshCheck();
  });
  connect(session, &Session::changed, this, [this](Session::Changes changes) {
    if (changes & (Session::RunChanged | Session::ModelChanged)) {
      m_report.reset();
      m_checking = false;  // a check that was under way is left
    }
    refresh();
  });
  retranslate();
}

void StatusLine::runCheck() {
  if (!m_session->snapshot() || m_checking) return;
  m_checking = true;
  m_session->check();
  refreshCheck();
}

void StatusLine::retranslate() {
  m_cancel->setText(tr("Cancel"));
  m_check->setToolTip(
      tr("Recomputes every intermediate value of this run with a separate reference in double precision and shows the "
         "largest difference. The check does not cover gradients, projections, means, compared models and other "
         "prompts."));
  refresh();
}

void StatusLine::refresh() {
  const auto snapshot = m_session->snapshot();
  const auto model = m_session->model();
  QStringList facts;
  const QLocale c = QLocale::c();
  if (snapshot) {
    const Index limit = model->model->config().nCtx;
    if (!snapshot->source().empty()) {
      facts.append(
          tr("source %1, target %2 of %3 positions").arg(snapshot->source().size()).arg(snapshot->length()).arg(limit));
    } else {
      facts.append(tr("%1 of %2 positions").arg(snapshot->length()).arg(limit));
    }
  }
  if (model) facts.append(parameterCount(static_cast<double>(model->model->parameters().layout().count())));
  if (snapshot) facts.append(tr("step %1 ms").arg(c.toString(snapshot->milliseconds, 'f', 1)));
  if (snapshot && !snapshot->interventions.empty()) {
    QStringList cut;
    for (const std::string& spec : snapshot->interventions) cut.append(QString::fromStdString(spec));
    facts.append(tr("switched off: %1").arg(cut.join(QStringLiteral(", "))));
  }
  m_facts->setText(model ? facts.join(QStringLiteral(" · ")) : tr("No model is open"));
  m_progress->setVisible(m_session->isBusy());
  m_cancel->setVisible(m_session->isBusy());
  if (!m_session->isBusy()) m_progress->setRange(0, 0);  // unknown until something is reported
  refreshCheck();
}

void StatusLine::refreshCheck() {
  m_check->setVisible(m_session->snapshot() != nullptr);
  m_check->setEnabled(!m_checking);
  if (m_checking) {
    m_check->setText(tr("checking…"));
  } else if (!m_report) {
    m_check->setText(tr("not checked yet · check"));
  } else {
    const QLocale c = QLocale::c();
    const QString error = c.toString(m_report->largestError, 'e', 1);
    m_check->setText(
        m_report->passed
            ? tr("✓ %1 values of this run checked: largest error %2").arg(c.toString(m_report->values), error)
            : tr("✗ check failed: error %1 at %2").arg(error, QString::fromStdString(m_report->worstPoint)));
  }
}

void StatusLine::changeEvent(QEvent* event) {
  if (event->type() == QEvent::LanguageChange) retranslate();
  QWidget::changeEvent(event);
}

}  // namespace headlight
