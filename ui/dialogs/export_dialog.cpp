#include "dialogs/export_dialog.h"

#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "charts/figure/figure_builders.h"
#include "charts/figure/figure_render.h"
#include "dialogs/ask.h"
#include "dialogs/export_dialog_private.h"
#include "dialogs/export_presets.h"
#include "figures/export/figure_export.h"
#include "formats/files/atomic_file.h"
#include "session/message_texts.h"
#include "session/session.h"
#include "session/settings.h"
#include "tensor/error.h"
#include "widgets/plain_label.h"

namespace headlight {

namespace {
constexpr int kEveryFormat = 5;  // in the list of formats
}  // namespace

ExportDialog::~ExportDialog() = default;

ExportDialog::ExportDialog(ExportQuestion question, Settings& settings, QWidget* parent)
    : QDialog(parent), d(std::make_unique<Private>()) {
  d->question = std::move(question);
  d->settings = &settings;
  d->made.resize(d->question.choices.size());
  setAttribute(Qt::WA_DeleteOnClose);
  setObjectName(QStringLiteral("exportDialog"));
  setWindowTitle(tr("Export"));
  d->form = new QWidget(this);
  auto* form = new QFormLayout(d->form);
  form->setContentsMargins(0, 0, 0, 0);
  form->setVerticalSpacing(8);

  const auto list = [&](const char* name, const QString& label, const QStringList& entries) {
    auto* box = new QComboBox(d->form);
    box->setObjectName(QLatin1String(name));
    box->addItems(entries);
    form->addRow(label, box);
    connect(box, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
    return box;
  };
  const auto number = [&](const char* name, double low, double high, int decimals) {
    auto* box = new QDoubleSpinBox(d->form);
    box->setObjectName(QLatin1String(name));
    box->setRange(low, high);
    box->setDecimals(decimals);
    connect(box, &QDoubleSpinBox::valueChanged, this, &ExportDialog::refresh);
    return box;
  };
  const auto check = [&](const char* name, const QString& text) {
    auto* box = new QCheckBox(text, d->form);
    box->setObjectName(QLatin1String(name));
    form->addRow(QString(), box);
    connect(box, &QCheckBox::toggled, this, &ExportDialog::refresh);
    return box;
  };

  QStringList labels;
  for (const ExportChoice& choice : d->question.choices) labels << choice.label;
  d->what = list("exportWhat", tr("&What"), labels);
  d->format = list("exportFormat", tr("&Format"),
                   {tr("PNG picture"), tr("SVG drawing"), tr("PDF page"), tr("CSV table"), tr("NPY array"),
                    tr("Every format, a file each")});
  d->preset = list(
      "exportPreset", tr("Wi&dth"),
      {tr("As on the screen"), tr("Journal, one column (85 mm)"), tr("Journal, one and a half (120 mm)"),
       tr("Journal, two columns (178 mm)"), tr("Slide (1920 pixels)"), tr("Worksheet, A4 (170 mm)"), tr("Custom")});
  auto* row = new QHBoxLayout;
  d->width = number("exportWidth", 10, 20000, 1);
  d->unit = new QComboBox(d->form);
  d->unit->setObjectName(QStringLiteral("exportUnit"));
  d->unit->addItems({tr("mm"), tr("pixels")});
  connect(d->unit, &QComboBox::currentIndexChanged, this, &ExportDialog::refresh);
  row->addWidget(d->width, 1);
  row->addWidget(d->unit);
  auto* widthLabel = plainLabel(tr("C&ustom width"), d->form);  // a row of several takes no key by itself
  widthLabel->setBuddy(d->width);
  form->addRow(widthLabel, row);
  d->scale = number("exportScale", 0.25, 8, 2);
  d->scale->setSingleStep(0.5);
  d->scale->setPrefix(QStringLiteral("× "));
  form->addRow(tr("PNG &scale"), d->scale);
  d->size = plainLabel(d->form);
  d->size->setObjectName(QStringLiteral("exportSize"));
  form->addRow(tr("Size"), d->size);
  d->title = check("exportTitle", tr("&Title"));
  d->caption = check("exportCaption", tr("C&aption: model, prompt, layer and head"));
  d->colorBar = check("exportColorBar", tr("Colour &bar"));
  d->theme = list("exportTheme", tr("St&yle"), {tr("Light"), tr("Dark"), tr("Print: white with dark lines")});
  d->cells = list("exportCells", tr("Heatmap &cells"), {tr("As vectors"), tr("As one crisp image")});
  d->language = list("exportLanguage", tr("&Language"),
                     {tr("As the interface"), QStringLiteral("English"), QStringLiteral("简体中文")});
  d->folder = new QLineEdit(d->question.folder, d->form);
  d->folder->setObjectName(QStringLiteral("exportFolder"));
  connect(d->folder, &QLineEdit::textChanged, this, &ExportDialog::refresh);
  auto* browse = new QPushButton(tr("B&rowse…"), d->form);
  browse->setObjectName(QStringLiteral("exportBrowseButton"));
  browse->setAutoDefault(false);
  connect(browse, &QPushButton::clicked, this, [this] {
    ask::forFolder(this, tr("Export into a folder"), d->folder->text(),
                   [this](const QString& folder) { d->folder->setText(folder); });
  });
  auto* place = new QHBoxLayout;
  place->addWidget(d->folder, 1);
  place->addWidget(browse);
  auto* folderLabel = plainLabel(tr("F&older"), d->form);
  folderLabel->setBuddy(d->folder);
  form->addRow(folderLabel, place);
  d->name = plainLabel(d->form);
  d->name->setObjectName(QStringLiteral("exportName"));
  form->addRow(tr("File"), d->name);

  d->preview = plainLabel(this);
  d->preview->setObjectName(QStringLiteral("exportPreview"));
  d->preview->setAlignment(Qt::AlignCenter);
  d->preview->setMinimumSize(360, 320);
  d->preview->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored);
  d->progress = new QProgressBar(this);
  d->progress->setObjectName(QStringLiteral("exportProgress"));
  d->progress->hide();
  d->message = plainLabel(this);
  d->message->setObjectName(QStringLiteral("exportMessage"));
  d->message->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(this);
  d->save = buttons->addButton(tr("&Export"), QDialogButtonBox::AcceptRole);
  d->save->setObjectName(QStringLiteral("exportButton"));
  d->save->setDefault(true);
  d->cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
  d->cancel->setObjectName(QStringLiteral("exportCancelButton"));
  connect(buttons, &QDialogButtonBox::accepted, this, &ExportDialog::start);
  connect(buttons, &QDialogButtonBox::rejected, this, &ExportDialog::reject);

  auto* top = new QHBoxLayout;
  top->setSpacing(24);
  top->addWidget(d->form);
  top->addWidget(d->preview, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 16, 16, 16);
  column->setSpacing(12);
  column->addLayout(top, 1);
  column->addWidget(d->message);
  column->addWidget(d->progress);
  column->addWidget(buttons);

  d->later.setSingleShot(true);
  connect(&d->later, &QTimer::timeout, this, &ExportDialog::showPreview);
  connect(&d->writing, &QTimer::timeout, this, &ExportDialog::writeNext);
  restoreChoices();
  d->what->setCurrentIndex(d->question.first);
  if (d->question.everyFormat) d->format->setCurrentIndex(kEveryFormat);
  refresh();
  resize(std::max(sizeHint().width(), 1000), std::max(sizeHint().height(), 560));
  d->format->setFocus();
}

void ExportDialog::restoreChoices() {
  for (const auto& [box, otherwise] : d->lists()) {
    const int index = d->settings->viewChoice(box->objectName(), otherwise);
    box->setCurrentIndex(index >= 0 && index < box->count() ? index : otherwise);
  }
  for (QCheckBox* box : d->boxes()) box->setChecked(d->settings->viewChoice(box->objectName(), 1) != 0);
  d->width->setValue(d->settings->viewChoice(QStringLiteral("exportWidth"), 1500) / 10.0);
  d->scale->setValue(d->settings->viewChoice(QStringLiteral("exportScale"), 200) / 100.0);
}

void ExportDialog::rememberChoices() {
  for (const auto& [box, otherwise] : d->lists()) {
    if (box == d->format && d->question.everyFormat) continue;  // of all panels; one panel keeps its own
    d->settings->setViewChoice(box->objectName(), box->currentIndex());
  }
  for (QCheckBox* box : d->boxes()) d->settings->setViewChoice(box->objectName(), box->isChecked() ? 1 : 0);
  d->settings->setViewChoice(QStringLiteral("exportWidth"), static_cast<int>(std::lround(d->width->value() * 10)));
  d->settings->setViewChoice(QStringLiteral("exportScale"), static_cast<int>(std::lround(d->scale->value() * 100)));
  d->settings->setExportFolder(d->folder->text().trimmed());
}

QString ExportDialog::format() const {
  static const char* const names[] = {"png", "svg", "pdf", "csv", "npy", "all"};
  return QLatin1String(names[std::clamp(d->format->currentIndex(), 0, kEveryFormat)]);
}

FigureOptions ExportDialog::options() const {
  FigureOptions options;
  options.title = d->title->isChecked();
  options.caption = d->caption->isChecked();
  options.colorBar = d->colorBar->isChecked();
  options.dark = d->theme->currentIndex() == 1;
  options.print = d->theme->currentIndex() == 2;
  options.cellsAsImage = d->cells->currentIndex() == 1;
  options.scale = d->scale->value();
  const int language = d->language->currentIndex();
  options.chinese = language == 0 ? d->question.interfaceChinese : language == 2;
  const int preset = d->preset->currentIndex();
  double width = presetMillimetres(preset) * kPixelsPerMillimetre;
  if (preset == Slide) width = kSlidePixels / options.scale;  // pixels are those of the file
  if (preset == Custom) {
    width = d->unit->currentIndex() == 0 ? d->width->value() * kPixelsPerMillimetre : d->width->value() / options.scale;
  }
  if (preset == AsOnScreen) width = d->question.screenWidth;
  options.width = width > 0 ? static_cast<int>(std::lround(std::clamp(width, kNarrowest, kWidest))) : 0;
  return options;
}

void ExportDialog::refresh() {
  if (!d->cancel) return;  // while it is being made
  const QString kind = format();
  const bool picture = kind != QLatin1String("csv") && kind != QLatin1String("npy");
  const bool custom = d->preset->currentIndex() == Custom;
  for (QWidget* box :
       {static_cast<QWidget*>(d->preset), static_cast<QWidget*>(d->title), static_cast<QWidget*>(d->caption),
        static_cast<QWidget*>(d->colorBar), static_cast<QWidget*>(d->theme), static_cast<QWidget*>(d->language)}) {
    box->setEnabled(picture);
  }
  d->width->setEnabled(picture && custom);
  d->unit->setEnabled(picture && custom);
  const bool every = kind == QLatin1String("all");
  d->scale->setEnabled(kind == QLatin1String("png") || every);
  d->cells->setEnabled(kind == QLatin1String("svg") || kind == QLatin1String("pdf") || every);
  d->save->setEnabled(!d->folder->text().trimmed().isEmpty());
  d->later.start(30);
}

void ExportDialog::showPreview() {
  if (d->writing.isActive()) return;
  attempt([this] { paintPreview(); });
}

void ExportDialog::paintPreview() {
  const std::vector<FigureData>& figures = d->figures();
  if (figures.empty()) {
    d->save->setEnabled(false);
    d->preview->setText(tr("There is nothing to export here."));
    return;
  }
  const FigureOptions chosen = options();
  const Figure figure = buildFigure(figures.front(), figureStyle(chosen));
  const double ratio = devicePixelRatioF();
  const double fit =
      std::min({d->preview->width() / figure.size.width(), d->preview->height() / figure.size.height(), chosen.scale});
  QPixmap picture = QPixmap::fromImage(renderImage(figure, std::max(0.05, fit) * ratio));
  picture.setDevicePixelRatio(ratio);
  d->preview->setPixmap(picture);
  d->preview->setAccessibleName(figure.description);
  const QString millimetres = tr("%1 × %2 mm")
                                  .arg(figure.size.width() / kPixelsPerMillimetre, 0, 'f', 0)
                                  .arg(figure.size.height() / kPixelsPerMillimetre, 0, 'f', 0);
  d->size->setText(d->scale->isEnabled() ? tr("%1 × %2 pixels, %3")
                                               .arg(std::ceil(figure.size.width() * chosen.scale))
                                               .arg(std::ceil(figure.size.height() * chosen.scale))
                                               .arg(millimetres)
                                         : millimetres);
  const QString ending = format() == QLatin1String("all") ? QStringLiteral("*") : format();
  const QString name = QString::fromStdString(figureName(figures.front())) + QLatin1Char('.') + ending;
  d->name->setText(figures.size() == 1 ? name : tr("%1 and %2 more").arg(name).arg(figures.size() - 1));
  d->message->clear();
}

void ExportDialog::resizeEvent(QResizeEvent* event) {
  QDialog::resizeEvent(event);
  d->later.start(30);
}

}  // namespace headlight
