<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>FigureTexts</name>
    <message>
        <source>Attention · layer %1 · head %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention · layer %1 · mean over the heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention heads · %1 layers × %2 heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next token · after %1 tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token embeddings · %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt: “%1”</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changed in the model: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>query</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>weight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>masked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>H%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy %1 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>after temperature and cuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[UNK] is never drawn or listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>id %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>typed: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generated</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 %2 (%3 %)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mean of %1 heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PCA %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every value is what the model computed for this prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each value is the mean over %1 heads; a single head may differ much from it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vectors are projected onto three directions that keep %1 % of their variance; distances are approximate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Heatmap of attention weights: %1 query tokens down, %2 key tokens across, each row sums to 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small attention heatmaps of every head: %1 layers down, %2 heads across.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bars of the likeliest next tokens; the likeliest is “%1” with probability %2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens in order, each with its id.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scatter of %1 token embeddings projected to three dimensions, %2 of them highlighted.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HelpPages</name>
    <message>
        <source>the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>interactive charts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>matrices</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the command line</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>session and checkpoint files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>digests of model files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>letters and words of all scripts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layers, heads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width (d_model)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest text, in tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Validation loss (nats a token)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no card (README.md).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows a class the inside of a Transformer, live and offline. Every number on the screen was computed by the model that is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later; it comes without warranty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the prompt to the token strip</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the strip: select a token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the strip: put another token there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the strip: follow the last token again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press the button that has the focus</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right, Left, Home and Space belong to a text field while it has the focus; Page Down and Page Up always step.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TokenStrip</name>
    <message>
        <source>Position %1: the word “%2” is not in this model&apos;s vocabulary; the model sees %3 (id %4) instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1: “%2”, id %3, bytes %4; chosen in a step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position %1: “%2”, id %3, bytes %4; from the prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step takes “%1” (probability %2). Click to step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>… %1 before, not kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is longer than the model&apos;s context: %1 tokens before these are not seen by the model.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::DockTitleBar</name>
    <message>
        <source>Click to recompute every value and compare.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this view as PNG, SVG, PDF or CSV</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Detach or dock this panel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide this panel (View menu brings it back)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How exact these numbers are</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::EmbeddingView</name>
    <message>
        <source>Find a word</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a word of the vocabulary</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the first point of view (R)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token embeddings of the whole vocabulary in three dimensions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The words of the model&apos;s vocabulary appear here as points. Open a model and type a prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PC %1 · %2 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“%1” is not in the vocabulary.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest to “%1” by cosine, in all %2 dimensions:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: cosine %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::HeaderBar</name>
    <message>
        <source>greedy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Greedy: always the likeliest token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw as the model says (temperature 1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw more carefully (temperature 0.7, top-p 0.9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw wildly (temperature 1.5)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All controls…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type the beginning of a sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Example prompts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the next token is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sampling: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::MainWindow</name>
    <message>
        <source>%1 – Headlight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take which token next, at position %1?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put which token at position %1, in place of “%2”? What follows is left behind as another branch.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Headlight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next token</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Save this view as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layouts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open model folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF page…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV table…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save &amp;all views…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Undo prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Redo prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy &amp;text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy to&amp;kens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy token &amp;ids</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the &amp;command line of this run</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the command line of this &amp;view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the &amp;prompt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take another &amp;token next…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;lide the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Check every value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;hreads…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Normal &amp;size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pr&amp;esentation size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About this &amp;model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Headlight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keeps the last half of the tokens as a new prompt and recomputes, so that the text can go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PDF page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save all views in a folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this layout…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many threads compute (0: as many as the machine has cores)? The numbers do not depend on it. Now: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About the model %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Headlight</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::MessageBar</name>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::ProbabilityHistory</name>
    <message>
        <source>After %1 tokens: “%2”, probability %3, entropy %4 bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability and entropy over the steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a step to go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tokens before the step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>bits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>probability of the token taken</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>entropy</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::StatusLine</name>
    <message>
        <source>%1 G parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 M parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 k parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recomputes every intermediate value of this run with a separate reference in double precision and shows the largest difference.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 positions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>step %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>switched off: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>checking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>every value exact · check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✓ checked: largest error %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>✗ check failed: error %1 at %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::StepControls</name>
    <message>
        <source>Speed of playing: 1× is one step a second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Speed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump: tokens of the text, from the prompt alone to the furthest step so far</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to a length of the text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::TextDialog</name>
    <message>
        <source>Copy text</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::TokenChooser</name>
    <message>
        <source>Put another token here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type part of a token</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::TokenStrip</name>
    <message>
        <source>Tokens of the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type a prompt: its tokens appear here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put another token here…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to this step</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>headlight::scatter3d::ScatterWidget</name>
    <message>
        <source>Points in space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag to turn, drag with the right button to move, wheel to come nearer. Keys: A, D, W, S or Shift and the arrows turn, plus and minus zoom, R starts over.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>Something went wrong inside Headlight: {what}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown message code {code}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No hook point of this model matches &quot;{glob}&quot;; `headlight hooks` lists them all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is no ablation; write L0H3 (a head), L0 (attention of a layer), mlp0, or L0N12 (a neuron), with @2 or @2-4 behind it for positions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{text}&quot; names a layer, head or neuron that this model does not have (point {point}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s configuration cannot be: {field} is {value}, but {rule}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This version of Headlight cannot run models of the kind &quot;{kind}&quot;; choose a decoder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s context is full: {length} tokens stand, {added} more were asked for, {n_ctx} fit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token id {id} lies outside the model&apos;s vocabulary of {d_vocab} entries; the tokenizer and the model do not belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary is empty; a tokenizer needs at least one token.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary has &quot;{piece}&quot; twice, as tokens {first} and {second}; every token must be there once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Token {id} of the vocabulary is not valid UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary has no token &quot;{piece}&quot; to stand for unknown words; add it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The added token &quot;{piece}&quot; is not in the vocabulary or is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A vocabulary of {size} tokens cannot hold the {required} that must be in it; ask for a larger one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This text is Chinese, but the model reads another language ({language}): most words would be unknown to it. Choose a Chinese model or write in the model&apos;s language.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no file {file}; check its name and folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot read {file}: {reason}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is larger than the {limit} bytes that Headlight reads of such a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot write {file}: {reason}. Nothing was changed; choose another place or make room.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cannot make the folder {folder}: {reason}. Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is not valid JSON, at byte {position}: {reason}. Mend the file or fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON of {file} is larger than {limit} bytes, which is more than Headlight reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON of {file} is nested deeper than {limit} levels at byte {position}; no such file needs that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON of {file} has more than {limit} values (at byte {position}), which is more than Headlight reads.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The JSON of {file} has the key &quot;{key}&quot; twice in one object, at byte {position}; remove one of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} lacks &quot;{field}&quot;; add it or fetch the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; must be of type {expected}, but it is of type {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {size} bytes, too few for a safetensors file; fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} claims a header of {length} bytes at byte 0, but {left} are left (and 100000000 are allowed); it is truncated or no safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of {file} does not begin with a curly bracket at byte 8; it is no safetensors file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the number type &quot;{dtype}&quot;, which the format does not have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} holds {dtype}; weights must be F32, F16, BF16 or F64. Convert the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; must be a list of whole numbers, none negative (data_offsets: two of them).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the shape {shape}, which no memory could hold.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} of shape {shape} and type {dtype} needs {needed} bytes, but its place has {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} claims bytes {begin} to {end} of the data, which has {size}; the file is truncated or damaged. Fetch it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} begins at byte {from}, inside another that ends at byte {to}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, bytes {from} to {to}, before the tensor {tensor}, belong to no tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, bytes {from} to {to} at the end belong to no tensor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has {count} numbers that are NaN or infinite, the first at {place}; what depends on them will be wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no NumPy array file (.npy).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a NumPy array file of version {found}; Headlight reads version 1.0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header of {file} is damaged at byte {position}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} uses {what}; Headlight reads float32, float64 and int64 in C order.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} needs {needed} bytes of numbers for its shape, but has {found}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; is &quot;{value}&quot;, which is not supported yet; supported: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; is {value}; it must be {rule}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The configuration in {file} cannot be: {field} is {value}, but {rule}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} contradicts itself: &quot;{field}&quot; is {value}, but &quot;{other}&quot; is {otherValue}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} lacks the tensor {tensor} of shape {shape} that config.json asks for; fetch the file again or use the config.json that belongs to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has a tensor {tensor} that a model of this configuration does not have; use the config.json that belongs to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has the tensor {tensor} twice, with and without the prefix &quot;transformer.&quot;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the shape {found}, but config.json asks for {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>config.json says that the output head shares the token embedding, but {file} has another lm_head.weight; it was ignored, as Hugging Face does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} describes a tokenizer whose {part} is &quot;{value}&quot;, which is not supported yet; supported: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the token &quot;{piece}&quot; has the id {id}; the {size} ids must be 0 to {last}, each used once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the tokens &quot;{first}&quot; and &quot;{second}&quot; have the same id {id}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {file}, the added token &quot;{piece}&quot; has the id {id}, but the vocabulary gives it {other}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {found} tokens, but config.json says {expected}; the two files do not belong together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no model &quot;{name}&quot;. Sample models: {known}. Or give the path of a model folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{path} is no model folder: it must be a folder with config.json, model.safetensors and tokenizer.json.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A model is needed: the name of a sample model or the path of a model folder. Sample models: {known}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model card {file} could not be read; the model was opened without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model folder {folder} lacks {name}; fetch the folder again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is no file of Headlight&apos;s, or its beginning is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is a {found} of Headlight&apos;s, but a {expected} is needed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} was written by a newer Headlight (version {found} of its layout, known up to {known}); open it with that one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} ends too early: at byte {position}, {needed} more bytes are needed and {left} are left. Copy it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {extra} bytes too many behind byte {position}; it is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checksum of {file} is wrong: it is damaged. Use another copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has a value at byte {position} that cannot be; it is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has {found} numbers at byte {position} where {expected} are needed; it belongs to another model or is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is empty: type at least one word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The temperature must be a number above 0, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-k must be 0 (no cut) or a positive whole number, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Top-p must be above 0 and at most 1, not {value}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s score for token {token} is not a finite number, so no next token can be chosen: its weights are damaged, or an intervention broke the run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model leaves no token that could come next: every token of its vocabulary is a special one or has the score minus infinity.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no head {head} in layer {layer}: it has {layers} layers with {heads} heads each, counted from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model has no layer {layer}: it has {layers} layers, counted from 0.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no attention, so there is no attention to show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: in the grammar, {field} {what}. Correct the file or take the one that came with Headlight.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The grammar&apos;s template &quot;{template}&quot; has a slot {slot} that names no class, list or table of it. Correct the template.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The grammar has no templates of the kind {kind}. Add some to its file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No template of the grammar&apos;s kind {kind} has exactly {words} words. Add one to its file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The grammar finds no combination of subject, verb and modifier that may be used here. Change the share that its file reserves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The grammar cannot make a single sentence of the kind {kind}; it can of place, agreement and name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: the recipe has a field {field} that does not exist. Correct its name or remove it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file}: the recipe&apos;s field {field} is {value}, but it must be {range}. Correct it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The corpus {file} ({bytes} bytes) was not found. Get it from {home} and put it into {folder}, or name another data folder with --data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The corpus {file} in {folder} is not the one of the recipe: {what} is {found} instead of {expected}. Get the file again from {home} and put it into {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The source {source} has no text to learn from. Check its file and its separator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary has no &lt;|endoftext|&gt;, which closes every document of a training text.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at step {step}. Use a lower learning rate or a longer warm-up; the last checkpoint is kept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} has no text to measure on. Give a file with at least one word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no checkpoint {file} to resume from. Leave out --resume to start from the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} is the checkpoint of an unfinished training. Go on with --resume, or remove it to start from the beginning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {file} is damaged: {problem}. Start again without it, or take an older copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint {file} belongs to another recipe or other data, so it cannot be resumed with this one. Start again in another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to project: {rows} rows of {columns} values. At least one of each is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row {row}, column {column} is not a finite number (NaN or infinity), so no projection can be computed. Remove that row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is not valid UTF-8: type it again, or set the terminal to UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard input is longer than {limit} bytes, which no model here could read as a prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>--greedy always takes the likeliest token and cannot be combined with {option}: leave one out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{option} needs {other} as well.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give exactly one of {options}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{option} cannot be &quot;{value}&quot;: it takes {expected}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} is not there yet in this version; {instead}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This build has no window and cannot draw {format}: ask for csv or npy, or build with -DHEADLIGHT_UI=ON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This build has no window: give a subcommand. &quot;headlight --help&quot; lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} must hold a JSON array of strings; element {element} is none.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} must hold a JSON array of strings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard output could not be written: the disk is full, or what read it has closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for this; ask for fewer hook points, or a shorter prompt.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The check failed: {count} hook points differ from the double-precision reference by more than the tolerance.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is longer than the model&apos;s context of {context} tokens: the last {kept} tokens are kept, the {dropped} before them are not seen by the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The context is full: this model sees at most {limit} tokens. Choose &quot;Slide the window&quot; to drop the oldest tokens and go on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model ended the text here. Step back and take another token to go on differently.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt is longer than this model&apos;s context of {limit} tokens: the last {limit} are kept, {dropped} before them are not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The prompt field takes at most {limit} characters; the rest was left out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sample model was found. Choose File, Open model folder, or train one with: headlight train --recipe sample_models/recipes/classroom-en.json --out FOLDER.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to save in this view yet: type a prompt first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts of the model are switched off in this run, and the reference computes the whole model: switch them on again to check.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&quot;{argument}&quot; is neither a subcommand nor a model folder. See headlight --help.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no display to open the window on. Without one use a subcommand, for example: headlight run --model classroom-en --prompt &quot;The cat is on the&quot; --steps 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{file} names no known format: end the name in .png, .svg, .pdf or .csv.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {count} files in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{threads} threads cannot be: choose 0 (as many as the machine has cores) up to {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
