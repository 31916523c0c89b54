<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>CellArithmetic</name>
    <message>
        <source>Attention of “{query}” (query, position {q}) to “{key}” (key, position {k})</source>
        <translation>“{query}”（查询，位置 {q}）对“{key}”（键，位置 {k}）的注意力</translation>
    </message>
    <message>
        <source>Layer {layer}, head {head}, {d} numbers in each query and key</source>
        <translation>第 {layer} 层，头 {head}，每个查询和键各 {d} 个数</translation>
    </message>
    <message>
        <source>Numbers are rounded: terms and factors to 7 significant digits, totals (=) to 4. A total has fewer digits if the rounding of large terms makes it uncertain.</source>
        <translation>数值经过舍入：相加或相乘的数取 7 位有效数字，结果（=）取 4 位；大数相消使结果不确定时位数更少。</translation>
    </message>
    <message>
        <source>1. Score: the query&apos;s numbers times the key&apos;s, added up</source>
        <translation>1. 得分：查询与键的各数相乘后相加</translation>
    </message>
    <message>
        <source>sum of the {n} products</source>
        <translation>{n} 个乘积之和</translation>
    </message>
    <message>
        <source>before rounding</source>
        <translation>舍入前</translation>
    </message>
    <message>
        <source>2. Scaled: divided by √{d}</source>
        <translation>2. 缩放：除以 √{d}</translation>
    </message>
    <message>
        <source>2. This model does not scale its scores</source>
        <translation>2. 该模型不缩放得分</translation>
    </message>
    <message>
        <source>An intervention has changed this score: the model went on with {score}.</source>
        <translation>干预改变了这个得分：模型实际使用 {score}。</translation>
    </message>
    <message>
        <source>3. Softmax: e to the power of each score of the row (less the largest, {max}), as a share of all</source>
        <translation>3. Softmax：对该行每个得分（减去最大值 {max}）取 e 的幂，再求占比</translation>
    </message>
    <message>
        <source>{n} more keys come after the query and are masked: e^(−∞) = 0</source>
        <translation>另有 {n} 个键在查询之后，被掩蔽：e^(−∞) = 0</translation>
    </message>
    <message>
        <source>sum of the {n} powers</source>
        <translation>{n} 个幂之和</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>An intervention has changed this weight: the model went on with {weight}.</source>
        <translation>干预改变了这个权重：模型实际使用 {weight}。</translation>
    </message>
    <message>
        <source>4. What is carried: the weight times each number of the key&apos;s value, added to the head&apos;s output</source>
        <translation>4. 传递的内容：权重乘以该键的值的各数，加入该头的输出</translation>
    </message>
    <message>
        <source>The key comes after the query, so it is masked: its score is set to −∞ before the softmax, e^(−∞) = 0, and the weight is exactly 0. Nothing of it reaches the query.</source>
        <translation>该键在查询之后，因此被掩蔽：softmax 之前其得分设为 −∞，e^(−∞) = 0，权重恰为 0，它的内容不会到达查询。</translation>
    </message>
    <message>
        <source>and divided by the number of the layer, {n}</source>
        <translation>再除以层的序号 {n}</translation>
    </message>
</context>
<context>
    <name>FigureTexts</name>
    <message>
        <source>Next token · after %1 tokens</source>
        <translation>下一个词元 · 第 %1 个词元之后</translation>
    </message>
    <message>
        <source>Tokens · %1</source>
        <translation>词元 · 共 %1 个</translation>
    </message>
    <message>
        <source>Token embeddings · %1</source>
        <translation>词元嵌入 · %1</translation>
    </message>
    <message>
        <source>Model: %1</source>
        <translation>模型：%1</translation>
    </message>
    <message>
        <source>Prompt: “%1”</source>
        <translation>提示：“%1”</translation>
    </message>
    <message>
        <source>Changed in the model: %1</source>
        <translation>对模型的改动：%1</translation>
    </message>
    <message>
        <source>query</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>masked</source>
        <translation>已掩蔽</translation>
    </message>
    <message>
        <source>L%1</source>
        <translation>L%1</translation>
    </message>
    <message>
        <source>H%1</source>
        <translation>H%1</translation>
    </message>
    <message>
        <source>probability</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>all others</source>
        <translation>其余全部</translation>
    </message>
    <message>
        <source>entropy %1 bits</source>
        <translation>熵 %1 比特</translation>
    </message>
    <message>
        <source>id %1</source>
        <translation>编号 %1</translation>
    </message>
    <message>
        <source>typed: %1</source>
        <translation>输入的是：%1</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>PC %1 · %2</source>
        <translation>主成分 %1 · %2</translation>
    </message>
    <message>
        <source>exact</source>
        <translation>精确值</translation>
    </message>
    <message>
        <source>mean of %1 heads</source>
        <translation>%1 个头的平均</translation>
    </message>
    <message>
        <source>PCA %1 %</source>
        <translation>PCA %1 %</translation>
    </message>
    <message>
        <source>Every value is what the model computed for this prompt.</source>
        <translation>每个数值都是模型针对这段提示实际算出的。</translation>
    </message>
    <message>
        <source>Each value is the mean over %1 heads; a single head may differ much from it.</source>
        <translation>每个数值是 %1 个头的平均；单个头可能与它相差很大。</translation>
    </message>
    <message>
        <source>The vectors are projected onto three directions that keep %1 % of their variance; distances are approximate.</source>
        <translation>向量被投影到三个方向上，保留了 %1 % 的方差；距离只是近似。</translation>
    </message>
    <message>
        <source>Heatmap of attention: %1 query tokens down, %2 key tokens across.</source>
        <translation>注意力热图：纵向 %1 个查询词元，横向 %2 个键词元。</translation>
    </message>
    <message>
        <source>Small attention heatmaps of every head: %1 layers down, %2 heads across.</source>
        <translation>所有注意力头的小热图：纵向 %1 层，横向 %2 头。</translation>
    </message>
    <message>
        <source>Bars of the likeliest next tokens; the likeliest is “%1” with probability %2.</source>
        <translation>最可能的下一个词元的条形图；最可能的是“%1”，概率 %2。</translation>
    </message>
    <message>
        <source>%1 tokens in order, each with its id.</source>
        <translation>按顺序列出的 %1 个词元，各带编号。</translation>
    </message>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Encoder attention</source>
        <translation>编码器注意力</translation>
    </message>
    <message>
        <source>Decoder attention</source>
        <translation>解码器注意力</translation>
    </message>
    <message>
        <source>Cross-attention</source>
        <translation>交叉注意力</translation>
    </message>
    <message>
        <source>%1 · layer %2 · head %3</source>
        <translation>%1 · 第 %2 层 · 第 %3 头</translation>
    </message>
    <message>
        <source>%1 · layer %2 · mean over the heads</source>
        <translation>%1 · 第 %2 层 · 各头平均</translation>
    </message>
    <message>
        <source>%1 · %2 layers × %3 heads</source>
        <translation>%1 · %2 层 × %3 头</translation>
    </message>
    <message>
        <source>Masked word · position %1</source>
        <translation>被遮住的词 · 位置 %1</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源文</translation>
    </message>
    <message>
        <source>target</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>How the text was split · %1</source>
        <translation>文本是怎样切分的 · %1</translation>
    </message>
    <message>
        <source>whole words</source>
        <translation>整词</translation>
    </message>
    <message>
        <source>byte pair encoding</source>
        <translation>字节对编码（BPE）</translation>
    </message>
    <message>
        <source>unigram model</source>
        <translation>Unigram 模型</translation>
    </message>
    <message>
        <source>WordPiece</source>
        <translation>WordPiece</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>nothing is joined or looked up yet</source>
        <translation>还没有合并或查找任何东西</translation>
    </message>
    <message>
        <source>merge no. %1: “%2” + “%3” = “%4”</source>
        <translation>第 %1 号合并：“%2” + “%3” = “%4”</translation>
    </message>
    <message>
        <source>the best way to the end of “%1” has log probability %2</source>
        <translation>到“%1”末尾的最佳路径，对数概率为 %2</translation>
    </message>
    <message>
        <source>the best path through the word: log probability %1</source>
        <translation>贯穿整个词的最佳路径：对数概率 %1</translation>
    </message>
    <message>
        <source>“%1” is not in the vocabulary: one letter less</source>
        <translation>“%1”不在词表中：去掉一个字母再试</translation>
    </message>
    <message>
        <source>“%1” is in the vocabulary: the longest match</source>
        <translation>“%1”在词表中：这是最长的匹配</translation>
    </message>
    <message>
        <source>the vocabulary has nothing for “%1”: it becomes %2</source>
        <translation>词表里没有“%1”：它变成 %2</translation>
    </message>
    <message>
        <source>“%1” is in the vocabulary</source>
        <translation>“%1”在词表中</translation>
    </message>
    <message>
        <source>Only the first %1 bytes of the text are shown.</source>
        <translation>只显示文本的前 %1 个字节。</translation>
    </message>
    <message>
        <source>A text of %1 words and the pieces under it after step %2 of splitting.</source>
        <translation>一段 %1 个词的文本，以及切分到第 %2 步时它下面的片段。</translation>
    </message>
    <message>
        <source>layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>head %1</source>
        <translation>第 %1 头</translation>
    </message>
    <message>
        <source>%1 · all heads</source>
        <translation>%1 · 所有的头</translation>
    </message>
    <message>
        <source>%1 · difference of two prompts</source>
        <translation>%1 · 两个提示之差</translation>
    </message>
    <message>
        <source>weight × value</source>
        <translation>权重 × 值</translation>
    </message>
    <message>
        <source>rolled-out weight</source>
        <translation>展开后的权重</translation>
    </message>
    <message>
        <source>of the rest</source>
        <translation>占其余部分</translation>
    </message>
    <message>
        <source>“%1” (key 0) is left out of the scale; weights are shares of the rest of their row.</source>
        <translation>“%1”（第 0 个键）不计入色标；权重为其所在行其余部分的份额。</translation>
    </message>
    <message>
        <source>Lines to “%1” (key 0) are left out; widths are shares of the rest of the row.</source>
        <translation>不画通往“%1”（第 0 个键）的线；线宽为该行其余部分的份额。</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未计入</translation>
    </message>
    <message>
        <source>scale fitted to the largest value</source>
        <translation>色标取到最大值</translation>
    </message>
    <message>
        <source>previous token</source>
        <translation>前一词元</translation>
    </message>
    <message>
        <source>same token</source>
        <translation>相同词元</translation>
    </message>
    <message>
        <source>first token</source>
        <translation>首词元</translation>
    </message>
    <message>
        <source>induction</source>
        <translation>归纳</translation>
    </message>
    <message>
        <source>punctuation</source>
        <translation>标点</translation>
    </message>
    <message>
        <source>broad</source>
        <translation>分散</translation>
    </message>
    <message>
        <source>none of these</source>
        <translation>均不是</translation>
    </message>
    <message>
        <source>query: looks</source>
        <translation>查询：看的一方</translation>
    </message>
    <message>
        <source>key: is looked at</source>
        <translation>键：被看的一方</translation>
    </message>
    <message>
        <source>%1 of %2 lines: weights of %3 and more</source>
        <translation>共 %2 条线，画出 %1 条：权重不小于 %3</translation>
    </message>
    <message>
        <source>only the lines of “%1”</source>
        <translation>只画“%1”的线</translation>
    </message>
    <message>
        <source>A more</source>
        <translation>A 较大</translation>
    </message>
    <message>
        <source>B more</source>
        <translation>B 较大</translation>
    </message>
    <message>
        <source>A − B; ⌀ is the mean of |A − B| over the cells that both have; largest first</source>
        <translation>A − B；⌀ 为两者共有单元格上 |A − B| 的均值；从大到小</translation>
    </message>
    <message>
        <source>in one prompt only</source>
        <translation>仅在一个提示中</translation>
    </message>
    <message>
        <source>mean of heads %1</source>
        <translation>第 %1 头的平均</translation>
    </message>
    <message>
        <source>maximum of %1 heads</source>
        <translation>%1 个头的最大值</translation>
    </message>
    <message>
        <source>maximum of heads %1</source>
        <translation>第 %1 头的最大值</translation>
    </message>
    <message>
        <source>mean of %1 layers</source>
        <translation>%1 层的平均</translation>
    </message>
    <message>
        <source>mean of layers %1</source>
        <translation>第 %1 层的平均</translation>
    </message>
    <message>
        <source>maximum of %1 layers</source>
        <translation>%1 层的最大值</translation>
    </message>
    <message>
        <source>maximum of layers %1</source>
        <translation>第 %1 层的最大值</translation>
    </message>
    <message>
        <source>value-weighted</source>
        <translation>按值加权</translation>
    </message>
    <message>
        <source>rolled out (an estimate)</source>
        <translation>展开（估计）</translation>
    </message>
    <message>
        <source>Each value is the largest of %1 heads; rows do not sum to 1, and neighbouring cells may come from different heads.</source>
        <translation>每个值是 %1 个头中的最大者；各行之和不为 1，相邻单元格可能来自不同的头。</translation>
    </message>
    <message>
        <source>Each value is the mean over %1 layers; layers work one after the other, so the mean is nothing that the model computes.</source>
        <translation>每个值是 %1 层的平均；各层依次计算，因此模型本身并不计算这个平均。</translation>
    </message>
    <message>
        <source>Each value is the largest of %1 layers; rows do not sum to 1, and neighbouring cells may come from different layers.</source>
        <translation>每个值是 %1 层中的最大者；各行之和不为 1，相邻单元格可能来自不同的层。</translation>
    </message>
    <message>
        <source>Each value is the weight times the length of what it adds to the output: how much is moved. It does not tell in which direction, nor whether two contributions cancel.</source>
        <translation>每个值是权重乘以它加到输出上的向量的长度：移动了多少。它不说明方向，也不说明两个贡献是否互相抵消。</translation>
    </message>
    <message>
        <source>Weights are averaged over the heads, mixed half and half with the residual stream, and multiplied through the layers: an estimate of where information comes from. It does not tell what values and feed-forward layers do with it, nor which head carried it.</source>
        <translation>权重在各头上取平均，与残差流各占一半混合，再逐层相乘：对信息来源的估计。它不说明值和前馈层如何处理信息，也不说明由哪个头传递。</translation>
    </message>
    <message>
        <source>Attention heatmaps of %1 heads with their tokens.</source>
        <translation>%1 个头的注意力热图及其词元。</translation>
    </message>
    <message>
        <source>Lines from %1 query tokens to %2 key tokens for %3 heads; wider lines are larger weights.</source>
        <translation>%3 个头从 %1 个查询词元到 %2 个键词元的连线；线越宽，权重越大。</translation>
    </message>
    <message>
        <source>Differences of the attention weights of %1 heads between two prompts, aligned by token: red where the first is larger, blue where the second is.</source>
        <translation>%1 个头的注意力权重在两个提示之间的差，按词元对齐：第一个较大处为红色，第二个较大处为蓝色。</translation>
    </message>
    <message>
        <source>%1 · layer %2 · head %3 · step by step for “%4”</source>
        <translation>%1 · 第 %2 层 · 头 %3 · “%4”的逐步计算</translation>
    </message>
    <message>
        <source>1 Query and keys</source>
        <translation>1 查询与键</translation>
    </message>
    <message>
        <source>2 Scores</source>
        <translation>2 得分</translation>
    </message>
    <message>
        <source>3 Scaling</source>
        <translation>3 缩放</translation>
    </message>
    <message>
        <source>4 Mask</source>
        <translation>4 掩蔽</translation>
    </message>
    <message>
        <source>5 Softmax</source>
        <translation>5 Softmax</translation>
    </message>
    <message>
        <source>6 Mixing the values</source>
        <translation>6 混合各值</translation>
    </message>
    <message>
        <source>7 Into the residual stream</source>
        <translation>7 加入残差流</translation>
    </message>
    <message>
        <source>the query q of “%1” and the key k of every token: %2 numbers each</source>
        <translation>“%1”的查询 q 与每个词元的键 k：各 %2 个数</translation>
    </message>
    <message>
        <source>q · k of “%1” = %2</source>
        <translation>“%1”的 q · k = %2</translation>
    </message>
    <message>
        <source>this model does not scale its scores</source>
        <translation>该模型不缩放得分</translation>
    </message>
    <message>
        <source>%1 keys come after the query: score −∞</source>
        <translation>%1 个键在查询之后：得分为 −∞</translation>
    </message>
    <message>
        <source>no key is masked: this query sees them all</source>
        <translation>没有键被掩蔽：该查询能看到全部</translation>
    </message>
    <message>
        <source>“%1”: e^(%2 − %3) / %4 = %5</source>
        <translation>“%1”：e^(%2 − %3) / %4 = %5</translation>
    </message>
    <message>
        <source>z = the sum of weight × v: %1</source>
        <translation>z = 权重 × v 之和：%1</translation>
    </message>
    <message>
        <source>stream + all heads with b_O = stream; this head&apos;s z · W_O has length %1, all heads with b_O %2, the stream %3</source>
        <translation>残差流 + 所有头（含 b_O）= 残差流；这个头的 z · W_O 长度为 %1，所有头（含 b_O）为 %2，残差流为 %3</translation>
    </message>
    <message>
        <source>%1 more keys, with %2 of the weight</source>
        <translation>另有 %1 个键，占权重 %2</translation>
    </message>
    <message>
        <source>this head</source>
        <translation>本头</translation>
    </message>
    <message>
        <source>stream before</source>
        <translation>之前的残差流</translation>
    </message>
    <message>
        <source>stream after</source>
        <translation>之后的残差流</translation>
    </message>
    <message>
        <source>red above 0, blue below · q, k up to %1 · v, z up to %2 · stream up to %3</source>
        <translation>红色大于 0，蓝色小于 0 · q、k 最大 %1 · v、z 最大 %2 · 残差流最大 %3</translation>
    </message>
    <message>
        <source>An intervention reached in: the numbers are the model&apos;s and do not follow.</source>
        <translation>有干预：数值取自模型，前后各步不再相符。</translation>
    </message>
    <message>
        <source>How one attention head turns the query of a token into weights over %1 keys and into its output.</source>
        <translation>一个注意力头如何把一个词元的查询变为对 %1 个键的权重，再变为输出。</translation>
    </message>
    <message>
        <source>%1, under way</source>
        <translation>%1，计算中</translation>
    </message>
    <message>
        <source>The points are still moving: what share of the neighbours %1 keeps is counted when it is done.</source>
        <translation>点仍在移动：%1 完成后才统计它保留了多少近邻。</translation>
    </message>
    <message>
        <source>chosen dimensions</source>
        <translation>选定的维度</translation>
    </message>
    <message>
        <source>axes made from words</source>
        <translation>由词构成的轴</translation>
    </message>
    <message>
        <source>dimension %1</source>
        <translation>第 %1 维</translation>
    </message>
    <message>
        <source>others</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>chosen axes %1 %</source>
        <translation>选定的轴 %1 %</translation>
    </message>
    <message>
        <source>The three axes were chosen, not fitted: every coordinate is a number of the vector, or its part along a direction. Together they keep %1 % of the variance.</source>
        <translation>三个轴是选定的，不是拟合出来的：每个坐标就是向量中的一个数，或向量沿某个方向的分量。它们合起来保留 %1 % 的方差。</translation>
    </message>
    <message>
        <source>Scatter of %1 vectors as points, %2 of them highlighted.</source>
        <translation>%1 个向量的散点图，其中 %2 个突出显示。</translation>
    </message>
    <message>
        <source>sum</source>
        <translation>和</translation>
    </message>
    <message>
        <source>input gate</source>
        <translation>输入门</translation>
    </message>
    <message>
        <source>forget gate</source>
        <translation>遗忘门</translation>
    </message>
    <message>
        <source>candidate</source>
        <translation>候选值</translation>
    </message>
    <message>
        <source>output gate</source>
        <translation>输出门</translation>
    </message>
    <message>
        <source>reset gate</source>
        <translation>重置门</translation>
    </message>
    <message>
        <source>update gate</source>
        <translation>更新门</translation>
    </message>
    <message>
        <source>cell</source>
        <translation>细胞状态</translation>
    </message>
    <message>
        <source>hidden state</source>
        <translation>隐藏状态</translation>
    </message>
    <message>
        <source>What comes in and what was before, added up, before the tanh.</source>
        <translation>输入与先前状态相加，尚未经过 tanh。</translation>
    </message>
    <message>
        <source>How much of the candidate is written into the cell: 0 nothing, 1 all of it.</source>
        <translation>候选值有多少写入细胞状态：0 为不写，1 为全部写入。</translation>
    </message>
    <message>
        <source>How much of the cell is kept: 0 forgets it, 1 keeps all of it.</source>
        <translation>细胞状态保留多少：0 为忘掉，1 为全部保留。</translation>
    </message>
    <message>
        <source>What might be written into the cell.</source>
        <translation>可能写入细胞状态的内容。</translation>
    </message>
    <message>
        <source>How much of the cell is shown to the outside: 0 nothing, 1 all of it.</source>
        <translation>细胞状态有多少向外输出：0 为不输出，1 为全部输出。</translation>
    </message>
    <message>
        <source>How much of the old state the candidate sees: 0 nothing, 1 all of it.</source>
        <translation>候选值能看到旧状态的多少：0 为看不到，1 为全部看到。</translation>
    </message>
    <message>
        <source>How much of the old state is kept: 0 replaces it by the candidate, 1 keeps it.</source>
        <translation>旧状态保留多少：0 为换成候选值，1 为保持不变。</translation>
    </message>
    <message>
        <source>What might become the new state.</source>
        <translation>可能成为新状态的内容。</translation>
    </message>
    <message>
        <source>What the cell carries from token to token. It has no limits.</source>
        <translation>细胞从一个词元带到下一个词元的内容，大小没有界限。</translation>
    </message>
    <message>
        <source>What the next layer, the next word and this layer&apos;s next step see.</source>
        <translation>下一层、下一个词的预测和本层的下一步所看到的内容。</translation>
    </message>
    <message>
        <source>What comes in</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>求和</translation>
    </message>
    <message>
        <source>Gates</source>
        <translation>门</translation>
    </message>
    <message>
        <source>Candidate</source>
        <translation>候选值</translation>
    </message>
    <message>
        <source>Kept and written: the cell</source>
        <translation>保留与写入：细胞状态</translation>
    </message>
    <message>
        <source>Shown: the hidden state</source>
        <translation>输出：隐藏状态</translation>
    </message>
    <message>
        <source>Kept and written: the hidden state</source>
        <translation>保留与写入：隐藏状态</translation>
    </message>
    <message>
        <source>The hidden state</source>
        <translation>隐藏状态</translation>
    </message>
    <message>
        <source>%1 · layer %2 · over time</source>
        <translation>%1 · 第 %2 层 · 随时间变化</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Units from the top as in the model.</source>
        <translation>单元自上而下按模型中的次序排列。</translation>
    </message>
    <message>
        <source>Units sorted: the one whose hidden state moves most from token to token first.</source>
        <translation>单元已排序：隐藏状态在词元之间变化最大的在前。</translation>
    </message>
    <message>
        <source>%1 heatmaps of a recurrent layer: %2 units down, %3 tokens across.</source>
        <translation>循环层的 %1 幅热图：纵向 %2 个单元，横向 %3 个词元。</translation>
    </message>
    <message>
        <source>%1 · layer %2 · unit %3 · step by step at “%4”</source>
        <translation>%1 · 第 %2 层 · 单元 %3 · 在“%4”处的逐步计算</translation>
    </message>
    <message>
        <source>nothing yet (zeros)</source>
        <translation>开头（全为零）</translation>
    </message>
    <message>
        <source>kept: %1</source>
        <translation>保留：%1</translation>
    </message>
    <message>
        <source>written: %1</source>
        <translation>写入：%1</translation>
    </message>
    <message>
        <source>shown: %1</source>
        <translation>输出：%1</translation>
    </message>
    <message>
        <source>The recording has the gates but not the weights: their sums are not known here.</source>
        <translation>录制内容中有各个门的值而没有权重：这里无法得知求和的经过。</translation>
    </message>
    <message>
        <source>red above 0, blue below · x up to %1 · h up to %2 · products up to %3</source>
        <translation>红色大于 0，蓝色小于 0 · x 最大 %1 · h 最大 %2 · 乘积最大 %3</translation>
    </message>
    <message>
        <source>How one unit of a recurrent cell comes from its inputs, its gates and what was before to its hidden state.</source>
        <translation>循环单元中的一个单元怎样由输入、各个门和先前的状态得到隐藏状态。</translation>
    </message>
    <message>
        <source>x(t): what the layer reads at “%1”, %2 numbers · h(t−1): its state after %3, %4 numbers</source>
        <translation>x(t)：该层在“%1”处读入的 %2 个数 · h(t−1)：%3之后的状态，%4 个数</translation>
    </message>
    <message>
        <source>before: %1</source>
        <translation>先前：%1</translation>
    </message>
    <message>
        <source>now: %1</source>
        <translation>现在：%1</translation>
    </message>
    <message>
        <source>Models side by side · each goes on with its own text</source>
        <translation>并列的模型 · 各自续写自己的文本</translation>
    </message>
    <message>
        <source>Models side by side · all along one text</source>
        <translation>并列的模型 · 都沿同一段文本</translation>
    </message>
    <message>
        <source>Transformer</source>
        <translation>Transformer</translation>
    </message>
    <message>
        <source>plain RNN</source>
        <translation>普通 RNN</translation>
    </message>
    <message>
        <source>stands still: its context is full</source>
        <translation>停住了：上下文已满</translation>
    </message>
    <message>
        <source>stands still: it ended its text</source>
        <translation>停住了：它结束了文本</translation>
    </message>
    <message>
        <source>Attention of the last token · layer %1 · mean of %2 heads · full height 1</source>
        <translation>最后一个词元的注意力 · 第 %1 层 · %2 个头的平均 · 满高为 1</translation>
    </message>
    <message>
        <source>Hidden state · layer %1 · %2 units · blue −1, red +1</source>
        <translation>隐藏状态 · 第 %1 层 · %2 个单元 · 蓝 −1，红 +1</translation>
    </message>
    <message>
        <source>word</source>
        <translation>词</translation>
    </message>
    <message>
        <source>bits</source>
        <translation>比特</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>likeliest</source>
        <translation>最可能</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 earlier steps are not shown</source>
        <translation>前面 %1 步未显示</translation>
    </message>
    <message>
        <source>Jensen-Shannon divergence, bits</source>
        <translation>JS 散度（比特）</translation>
    </message>
    <message>
        <source>p: what each model gave, after its own text, to the word that the run in front took · bits: surprise, −log₂ p · perplexity: of the text that the model wrote itself · agree: models with the same likeliest word</source>
        <translation>p：每个模型在自己的文本之后给领头运行所取词的概率 · 比特：惊奇度，−log₂ p · 困惑度：模型自己所写文本的 · 一致：最可能的词相同的模型数</translation>
    </message>
    <message>
        <source>p: what each model gave to the word, of several tokens their product · bits: surprise, −log₂ p · perplexity: of the text so far, a word at a time · agree: models with the same likeliest token</source>
        <translation>p：每个模型给这个词的概率，由几个词元组成时为其乘积 · 比特：惊奇度，−log₂ p · 困惑度：到此为止的文本的，按词计 · 一致：最可能的词元相同的模型数</translation>
    </message>
    <message>
        <source>( ) not taken yet</source>
        <translation>( ) 尚未取</translation>
    </message>
    <message>
        <source>More columns in a wider panel, and in the saved table</source>
        <translation>面板更宽时，以及保存的表格中，有更多列</translation>
    </message>
    <message>
        <source>%1 models on one prompt: what each expects, and a table of %2 steps.</source>
        <translation>同一提示上的 %1 个模型：各自的预期，以及 %2 步的表格。</translation>
    </message>
    <message>
        <source>What is still known after so many words</source>
        <translation>隔了这么多词之后还记得什么</translation>
    </message>
    <message>
        <source>Agreement: is or are</source>
        <translation>一致：is 还是 are</translation>
    </message>
    <message>
        <source>Name: who it was</source>
        <translation>名字：是谁</translation>
    </message>
    <message>
        <source>words between</source>
        <translation>间隔的词数</translation>
    </message>
    <message>
        <source>right, %</source>
        <translation>正确率，%</translation>
    </message>
    <message>
        <source>guessing</source>
        <translation>随机猜测</translation>
    </message>
    <message>
        <source>%1 held-out sentences a point, the same for every model; bands: 95 % intervals (Wilson)</source>
        <translation>每点 %1 个未参与训练的句子，各模型相同；色带：95 % 置信区间（Wilson）</translation>
    </message>
    <message>
        <source>%1 of %2 held-out sentences a point so far, the same for every model; bands: 95 % intervals (Wilson)</source>
        <translation>目前每点 %1/%2 个未参与训练的句子，各模型相同；色带：95 % 置信区间（Wilson）</translation>
    </message>
    <message>
        <source>Accuracy of %1 models against the number of words between the deciding word and its place.</source>
        <translation>%1 个模型的正确率随决定词与其作用处之间词数的变化。</translation>
    </message>
    <message>
        <source>Time against the length of the text</source>
        <translation>用时随文本长度的变化</translation>
    </message>
    <message>
        <source>One more token</source>
        <translation>再生成一个词元</translation>
    </message>
    <message>
        <source>A prompt in one call</source>
        <translation>提示一次读完</translation>
    </message>
    <message>
        <source>A prompt, one token at a time</source>
        <translation>提示逐个词元读</translation>
    </message>
    <message>
        <source>length, tokens</source>
        <translation>长度，词元</translation>
    </message>
    <message>
        <source>time, ms</source>
        <translation>用时，毫秒</translation>
    </message>
    <message>
        <source>Medians of %1 repetitions, measured on this machine; threads: %2</source>
        <translation>在本机重复测量 %1 次的中位数；线程数：%2</translation>
    </message>
    <message>
        <source>Dashed: beyond the model&apos;s own context. Only the time means something there: its table of positions is repeated.</source>
        <translation>虚线：超出模型自身的上下文。位置表在那里是重复的，只有用时有意义。</translation>
    </message>
    <message>
        <source>Time of %1 models for one more token and for a whole prompt, up to %2 tokens.</source>
        <translation>%1 个模型再生成一个词元和读完整个提示的用时，最长 %2 个词元。</translation>
    </message>
    <message>
        <source>sample of %1</source>
        <translation>抽样 %1 句</translation>
    </message>
    <message>
        <source>Each point was counted in %1 sentences. The true share lies in its band, 19 times of 20.</source>
        <translation>每个点是在 %1 个句子中数出来的。20 次中有 19 次，真实比例落在色带之内。</translation>
    </message>
    <message>
        <source>measured %1 times</source>
        <translation>测量 %1 次</translation>
    </message>
    <message>
        <source>Each time is the median of %1 measurements on this machine; another machine, or another load, gives other times.</source>
        <translation>每个用时是本机 %1 次测量的中位数；换一台机器或负载不同，用时也会不同。</translation>
    </message>
    <message>
        <source>Place: on the mat</source>
        <translation>地点：on the mat</translation>
    </message>
    <message>
        <source>What the next word depends on</source>
        <translation>下一个词取决于什么</translation>
    </message>
    <message>
        <source>next: “%1” (%2)</source>
        <translation>下一个词：“%1”（%2）</translation>
    </message>
    <message>
        <source>share of all gradients</source>
        <translation>占全部梯度的份额</translation>
    </message>
    <message>
        <source>change of the next word, bits</source>
        <translation>下一个词的变化，比特</translation>
    </message>
    <message>
        <source>if every word counted the same</source>
        <translation>如果每个词同样重要</translation>
    </message>
    <message>
        <source>no other word of its class is known</source>
        <translation>没有已知的同类词</translation>
    </message>
    <message>
        <source>not measured yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>Bars over the tokens that %1 models have read: how much the next word of each depends on them.</source>
        <translation>%1 个模型读过的词元上的条形：各模型的下一个词在多大程度上取决于它们。</translation>
    </message>
    <message>
        <source>Gradients on their way back through time</source>
        <translation>梯度沿时间往回走</translation>
    </message>
    <message>
        <source>Untrained</source>
        <translation>未训练</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>训练后</translation>
    </message>
    <message>
        <source>tokens before the last one</source>
        <translation>最后一个词元之前的词元数</translation>
    </message>
    <message>
        <source>mean length of the gradient</source>
        <translation>梯度的平均长度</translation>
    </message>
    <message>
        <source>Means over %1 held-out sentences; bands: 95 % intervals; untrained: new random weights, seed %2</source>
        <translation>对 %1 个未参与训练的句子取平均；色带：95 % 区间；未训练：新的随机权重，种子 %2</translation>
    </message>
    <message>
        <source>Means over %1 held-out sentences so far; bands: 95 % intervals; untrained: new random weights, seed %2</source>
        <translation>目前对 %1 个未参与训练的句子取平均；色带：95 % 区间；未训练：新的随机权重，种子 %2</translation>
    </message>
    <message>
        <source>Gradient of the right word&apos;s loss with respect to what layer %1 handed on: hidden states of recurrent nets, the stream behind a Transformer&apos;s block</source>
        <translation>正确的词的损失对第 %1 层所传出的量的梯度：循环网络的隐藏状态，Transformer 块之后的残差流</translation>
    </message>
    <message>
        <source>A length of exactly 0 has no place on this scale and is left out.</source>
        <translation>长度恰好为 0 的点在这种刻度上没有位置，故不画出。</translation>
    </message>
    <message>
        <source>Mean length of the gradient against the distance back in time for %1 models, untrained and trained, on a logarithmic scale.</source>
        <translation>%1 个模型未训练时和训练后梯度的平均长度随往回距离的变化，对数刻度。</translation>
    </message>
    <message>
        <source>gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>The length of the gradient of the next word&apos;s logit with respect to each word&apos;s embedding, as a share of the sum: computed exactly, but it tells what a very small change would do, not what another word would.</source>
        <translation>下一个词的 logit 对每个词的嵌入的梯度长度，占总和的份额：计算是精确的，但它说的是极小的改变会怎样，而不是换一个词会怎样。</translation>
    </message>
    <message>
        <source>mean of replacements</source>
        <translation>替换的平均</translation>
    </message>
    <message>
        <source>Each word is replaced by every other word of its class, and the model runs again: the mean Jensen-Shannon divergence of the next word&apos;s distribution. A single word may do much more or less.</source>
        <translation>把每个词换成同类的每一个其他词，再运行模型：下一个词的分布的 Jensen-Shannon 散度的平均。单个词的影响可能大得多或小得多。</translation>
    </message>
    <message>
        <source>mean of %1 sentences</source>
        <translation>%1 个句子的平均</translation>
    </message>
    <message>
        <source>Each value is the mean length of a gradient over %1 sentences; in a single sentence it may be much longer or shorter.</source>
        <translation>每个值都是 %1 个句子上梯度长度的平均；在单个句子里可能长得多或短得多。</translation>
    </message>
    <message>
        <source>Token + position</source>
        <translation>词元 + 位置</translation>
    </message>
    <message>
        <source>Through the layers</source>
        <translation>穿过各层</translation>
    </message>
    <message>
        <source>Through the encoder&apos;s layers</source>
        <translation>穿过编码器各层</translation>
    </message>
    <message>
        <source>Through the decoder&apos;s layers</source>
        <translation>穿过解码器各层</translation>
    </message>
    <message>
        <source>Hidden states</source>
        <translation>隐藏状态</translation>
    </message>
    <message>
        <source>%1, head %2</source>
        <translation>%1，第 %2 头</translation>
    </message>
    <message>
        <source>one colour</source>
        <translation>单一颜色</translation>
    </message>
    <message>
        <source>cluster (k-means)</source>
        <translation>聚类（k-means）</translation>
    </message>
    <message>
        <source>part of the grammar</source>
        <translation>词类</translation>
    </message>
    <message>
        <source>frequency (log10)</source>
        <translation>词频（log10）</translation>
    </message>
    <message>
        <source>surprise (bits)</source>
        <translation>惊奇度（比特）</translation>
    </message>
    <message>
        <source>layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>cluster %1 (%2)</source>
        <translation>第 %1 簇（%2）</translation>
    </message>
    <message>
        <source>adjective</source>
        <translation>形容词</translation>
    </message>
    <message>
        <source>adverb</source>
        <translation>副词</translation>
    </message>
    <message>
        <source>animal</source>
        <translation>动物</translation>
    </message>
    <message>
        <source>boy&apos;s name</source>
        <translation>男孩名</translation>
    </message>
    <message>
        <source>clothing</source>
        <translation>衣物</translation>
    </message>
    <message>
        <source>color</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>conjunction</source>
        <translation>连词</translation>
    </message>
    <message>
        <source>determiner</source>
        <translation>限定词</translation>
    </message>
    <message>
        <source>furniture</source>
        <translation>家具</translation>
    </message>
    <message>
        <source>girl&apos;s name</source>
        <translation>女孩名</translation>
    </message>
    <message>
        <source>interjection</source>
        <translation>感叹词</translation>
    </message>
    <message>
        <source>language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>nature</source>
        <translation>自然</translation>
    </message>
    <message>
        <source>number</source>
        <translation>数词</translation>
    </message>
    <message>
        <source>part of a contraction</source>
        <translation>缩写的一部分</translation>
    </message>
    <message>
        <source>part of the body</source>
        <translation>身体部位</translation>
    </message>
    <message>
        <source>person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>plant</source>
        <translation>植物</translation>
    </message>
    <message>
        <source>preposition</source>
        <translation>介词</translation>
    </message>
    <message>
        <source>pronoun</source>
        <translation>代词</translation>
    </message>
    <message>
        <source>question word</source>
        <translation>疑问词</translation>
    </message>
    <message>
        <source>thing</source>
        <translation>物品</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>vehicle</source>
        <translation>交通工具</translation>
    </message>
    <message>
        <source>verb</source>
        <translation>动词</translation>
    </message>
    <message>
        <source>amount</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>feeling</source>
        <translation>情感</translation>
    </message>
    <message>
        <source>game or sport</source>
        <translation>游戏和运动</translation>
    </message>
    <message>
        <source>idea</source>
        <translation>抽象概念</translation>
    </message>
    <message>
        <source>illness</source>
        <translation>疾病</translation>
    </message>
    <message>
        <source>material</source>
        <translation>材料</translation>
    </message>
    <message>
        <source>money</source>
        <translation>钱</translation>
    </message>
    <message>
        <source>name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>position</source>
        <translation>方位</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>声音</translation>
    </message>
    <message>
        <source>words</source>
        <translation>言语</translation>
    </message>
    <message>
        <source>work</source>
        <translation>工作</translation>
    </message>
    <message>
        <source>food</source>
        <translation>食物</translation>
    </message>
    <message>
        <source>place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>probability of being drawn</source>
        <translation>被抽中的概率</translation>
    </message>
    <message>
        <source>entropy %1 bits after temperature and cuts; the model&apos;s: %2</source>
        <translation>温度和截断之后的熵 %1 比特；模型的熵：%2</translation>
    </message>
    <message>
        <source>the model&apos;s probability, before temperature and cuts</source>
        <translation>模型的概率（温度和截断之前）</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>tokens that are never drawn: %1 in all</source>
        <translation>从不抽取的词元：合计 %1</translation>
    </message>
    <message>
        <source>Bars of the likeliest next tokens, after temperature and cuts; the likeliest is “%1”: it is drawn with probability %2, the model gives it %3.</source>
        <translation>最可能的下一个词元的条形图（温度和截断之后）；最可能的是“%1”：被抽中的概率为 %2，模型给出的概率为 %3。</translation>
    </message>
    <message>
        <source>%1 measured on repeated random words, with nothing switched off (this prompt cannot tell)</source>
        <translation>%1 在重复的随机词上测得，不关闭任何部分（这个提示无法判断）</translation>
    </message>
    <message>
        <source>Each row sums to 1.</source>
        <translation>每行之和为 1。</translation>
    </message>
    <message>
        <source>exact; weights: mean of %1 heads</source>
        <translation>精确值；权重：%1 个头的平均</translation>
    </message>
    <message>
        <source>Probabilities and hidden states are what each model computed. The attention weights of a Transformer are the mean over the %1 heads of the layer.</source>
        <translation>概率和隐藏状态是每个模型算出的值。Transformer 的注意力权重是该层 %1 个头的平均。</translation>
    </message>
    <message>
        <source>shares without the first key</source>
        <translation>去掉第一个键后的份额</translation>
    </message>
    <message>
        <source>The first key is left out. Each value is divided by the sum of the other keys in its row: it is a share of the rest, not what the model computed.</source>
        <translation>第一个键被去掉。每个值除以该行其余键之和：它是其余部分中的份额，不是模型算出的值。</translation>
    </message>
    <message>
        <source>%1 chosen heads not drawn</source>
        <translation>选中的头有 %1 个未画出</translation>
    </message>
    <message>
        <source>%1 of the chosen heads are not drawn.</source>
        <translation>选中的头中有 %1 个没有画出。</translation>
    </message>
    <message>
        <source>with parts switched off</source>
        <translation>有部分被关闭</translation>
    </message>
    <message>
        <source>Parts of the model were switched off or changed: the whole model computes other values.</source>
        <translation>模型的某些部分被关闭或改动：完整的模型会算出别的值。</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>The values were read from a recording; nothing was computed again.</source>
        <translation>这些值读自录制；没有重新计算。</translation>
    </message>
    <message>
        <source>all heads + b_O</source>
        <translation>所有头 + b_O</translation>
    </message>
    <message>
        <source>A prompt in one call, %1 threads</source>
        <translation>提示一次读完，%1 个线程</translation>
    </message>
    <message>
        <source>Multiplications for one token, in thousands (layers; each earlier token; scores of all words): %1</source>
        <translation>每个词元的乘法次数，单位为千（各层；每个更早的词元；所有词的得分）：%1</translation>
    </message>
    <message>
        <source>On one thread the time of a prompt follows roughly from the number of multiplications. On a graphics card a Transformer computes all tokens of a prompt at the same time; a recurrent net must finish each token before the next.</source>
        <translation>在一个线程上，读入提示所需的时间大致取决于乘法的次数。在显卡上，Transformer 同时计算提示的所有词元；循环网络必须先算完一个词元才能算下一个。</translation>
    </message>
    <message>
        <source>%1, neighbours kept %2 (chance %3)</source>
        <translation>%1，保留近邻 %2（随机 %3）</translation>
    </message>
    <message>
        <source>%1 puts near each other what is near in the model&apos;s space: of each word&apos;s 15 nearest there, by distance, a share of %2 is among its 15 nearest here. Points at random places would keep %3 on average. The axes have no meaning, nor have the distances between groups.</source>
        <translation>%1 把模型空间中相近的词放在一起：每个词在原空间中（按距离）最近的 15 个词，有 %2 的比例仍在图中最近的 15 个之内。若点的位置随机，平均会保留 %3。坐标轴没有含义，各群之间的距离也没有含义。</translation>
    </message>
    <message>
        <source>%1, neighbours not counted</source>
        <translation>%1，未统计近邻</translation>
    </message>
    <message>
        <source>%1 puts near each other what is near in the model&apos;s space. How many of the 15 nearest neighbours it keeps is not counted for %2 points: every picture of at most 16 points keeps all of them. The axes have no meaning, nor have the distances between groups.</source>
        <translation>%1 把模型空间中相近的词放在一起。只有 %2 个点时不统计它保留了最近 15 个近邻中的多少个：不超过 16 个点的任何图都会全部保留。坐标轴没有含义，各群之间的距离也没有含义。</translation>
    </message>
    <message>
        <source>%1, perplexity %2</source>
        <translation>%1，困惑度 %2</translation>
    </message>
    <message>
        <source>%1, %2 neighbours</source>
        <translation>%1，%2 个近邻</translation>
    </message>
    <message>
        <source>content word</source>
        <translation>实词</translation>
    </message>
    <message>
        <source>Token, without a position</source>
        <translation>词元（不加位置）</translation>
    </message>
    <message>
        <source>Token + position + segment, normalized</source>
        <translation>词元 + 位置 + 句段（已归一化）</translation>
    </message>
</context>
<context>
    <name>HelpPages</name>
    <message>
        <source>the window</source>
        <translation>窗口界面</translation>
    </message>
    <message>
        <source>interactive charts</source>
        <translation>交互图表</translation>
    </message>
    <message>
        <source>matrices</source>
        <translation>矩阵运算</translation>
    </message>
    <message>
        <source>JSON files</source>
        <translation>JSON 文件</translation>
    </message>
    <message>
        <source>the command line</source>
        <translation>命令行</translation>
    </message>
    <message>
        <source>session and checkpoint files</source>
        <translation>会话与检查点文件</translation>
    </message>
    <message>
        <source>digests of model files</source>
        <translation>模型文件的校验摘要</translation>
    </message>
    <message>
        <source>letters and words of all scripts</source>
        <translation>各种文字的字母与词</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数量</translation>
    </message>
    <message>
        <source>Layers, heads</source>
        <translation>层数、头数</translation>
    </message>
    <message>
        <source>Width (d_model)</source>
        <translation>宽度（d_model）</translation>
    </message>
    <message>
        <source>Longest text, in tokens</source>
        <translation>最长文本（词元数）</translation>
    </message>
    <message>
        <source>Vocabulary</source>
        <translation>词表大小</translation>
    </message>
    <message>
        <source>Validation loss (nats per token)</source>
        <translation>验证损失（奈特/词元）</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>This model has no card (README.md).</source>
        <translation>这个模型没有说明卡（README.md）。</translation>
    </message>
    <message>
        <source>Shows a class the inside of a Transformer, live and offline. Every number on the screen was computed by the models that are loaded.</source>
        <translation>在课堂上实时、离线地展示 Transformer 的内部。屏幕上的每个数字都由已加载的模型算出。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later; it comes without warranty.</source>
        <translation>自由软件，遵循 GNU 通用公共许可证第 3 版或更高版本；不提供任何担保。</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>所用的库及其许可证</translation>
    </message>
    <message>
        <source>Diagnostics</source>
        <translation>诊断信息</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>From the prompt to the token strip</source>
        <translation>从提示框转到词元条</translation>
    </message>
    <message>
        <source>In the strip: select a token</source>
        <translation>在词元条中：选择词元</translation>
    </message>
    <message>
        <source>In the strip: put another token there</source>
        <translation>在词元条中：在此处换一个词元</translation>
    </message>
    <message>
        <source>In the strip: follow the last token again</source>
        <translation>在词元条中：重新跟随最后一个词元</translation>
    </message>
    <message>
        <source>Press the button that has the focus</source>
        <translation>按下当前聚焦的按钮</translation>
    </message>
    <message>
        <source>Right, Left, Home and Space belong to a text field while it has the focus; Page Down and Page Up always step.</source>
        <translation>文本框获得焦点时，右、左、Home 和空格键归文本框使用；Page Down 和 Page Up 始终用于前进和后退。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Numbers in a hidden state</source>
        <translation>隐藏状态的数字个数</translation>
    </message>
    <message>
        <source>Layers of encoder and decoder, heads</source>
        <translation>编码器与解码器层数，头数</translation>
    </message>
    <message>
        <source>In a chart of lines: zoom</source>
        <translation>在折线图中：缩放</translation>
    </message>
    <message>
        <source>In a chart of lines: move what is zoomed</source>
        <translation>在折线图中：移动放大的部分</translation>
    </message>
    <message>
        <source>In a chart of lines: show everything again</source>
        <translation>在折线图中：重新显示全部</translation>
    </message>
</context>
<context>
    <name>NoAttention</name>
    <message>
        <source>An LSTM has no attention. All that it keeps of the text is one hidden state and one cell state for each layer, %1 numbers each. Every token changes them.</source>
        <translation>LSTM 没有注意力。它对文本的全部记忆是每层一个隐藏状态和一个细胞状态，各 %1 个数，每个词元都会改变它们。</translation>
    </message>
    <message>
        <source>This recurrent network has no attention. All that it keeps of the text is one hidden state of %1 numbers for each layer. Every token changes it.</source>
        <translation>这个循环网络没有注意力。它对文本的全部记忆是每层一个隐藏状态，共 %1 个数，每个词元都会改变它。</translation>
    </message>
</context>
<context>
    <name>Panels</name>
    <message>
        <source>Attention</source>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Step by step</source>
        <translation>逐步</translation>
    </message>
    <message>
        <source>Arcs</source>
        <translation>弧线</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Embedding</source>
        <translation>嵌入</translation>
    </message>
    <message>
        <source>Distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>What it remembers</source>
        <translation>它记得什么</translation>
    </message>
    <message>
        <source>Next token</source>
        <translation>下一个词元</translation>
    </message>
    <message>
        <source>Missing word</source>
        <translation>缺失的词</translation>
    </message>
    <message>
        <source>Recurrent</source>
        <translation>循环单元</translation>
    </message>
    <message>
        <source>Tokens</source>
        <translation>词元</translation>
    </message>
</context>
<context>
    <name>TokenStrip</name>
    <message>
        <source>Position %1: the word “%2” is not in this model&apos;s vocabulary; the model sees %3 (id %4) instead.</source>
        <translation>位置 %1：“%2”不在该模型的词表中；模型看到的是 %3（编号 %4）。</translation>
    </message>
    <message>
        <source>Position %1: “%2”, id %3, bytes %4; chosen in a step</source>
        <translation>位置 %1：“%2”，编号 %3，字节 %4；由某一步选出</translation>
    </message>
    <message>
        <source>Position %1: “%2”, id %3, bytes %4; from the prompt</source>
        <translation>位置 %1：“%2”，编号 %3，字节 %4；来自提示</translation>
    </message>
    <message>
        <source>The next step takes “%1” (probability %2). Click to step.</source>
        <translation>前进一步会取“%1”（概率 %2）。点击即前进。</translation>
    </message>
    <message>
        <source>… %1 before, not kept</source>
        <translation>… 前面 %1 个未保留</translation>
    </message>
    <message>
        <source>The prompt is longer than the model&apos;s context: the model does not see the %1 tokens before these.</source>
        <translation>提示比模型的上下文长：在这些之前的 %1 个词元模型看不到。</translation>
    </message>
    <message>
        <source>%1 · filled in</source>
        <translation>%1 · 已填入</translation>
    </message>
    <message>
        <source>Position %1: a step replaced the mask here by “%2” (id %3).</source>
        <translation>位置 %1：这里原来是遮盖标记；某一步填入了“%2”（编号 %3）。</translation>
    </message>
    <message>
        <source>Position %1: a word is missing here; the model predicts it.</source>
        <translation>位置 %1：这里缺一个词，由模型说出是哪个。</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>源文</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>译文</translation>
    </message>
    <message>
        <source>Position %1: the bytes %2 of “%3”, id %4. The vocabulary has no piece for the whole character here, so it takes several tokens.</source>
        <translation>位置 %1：“%3”的字节 %2，编号 %4。词表里没有整个字符，因此它由多个词元组成。</translation>
    </message>
    <message>
        <source>A branch: “%1” (probability %2) was taken here before. Click to follow it.</source>
        <translation>分支：之前在这里取过“%1”（概率 %2）。点击可沿此分支继续。</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>Other branches here: %1. Right-click to go there.</source>
        <translation>这里的其他分支：%1。右键单击可转到那里。</translation>
    </message>
</context>
<context>
    <name>ask</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 exists already. Replace it?</source>
        <translation>%1 已存在。要替换它吗？</translation>
    </message>
    <message>
        <source>%1 and others exist already, %2 in all. Replace them?</source>
        <translation>%1 等共 %2 个已存在。要替换它们吗？</translation>
    </message>
    <message>
        <source>Replace?</source>
        <translation>替换？</translation>
    </message>
    <message>
        <source>What is there now will be lost.</source>
        <translation>现有的内容将会丢失。</translation>
    </message>
    <message>
        <source>Choose another &amp;name</source>
        <translation>另取名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
</context>
<context>
    <name>headlight::ArcsView</name>
    <message>
        <source>Smallest weight that is drawn</source>
        <translation>画出的最小权重</translation>
    </message>
    <message>
        <source>Lines of smaller weights are not drawn; the figure says how many.</source>
        <translation>更小的权重不画线；图中说明有多少条。</translation>
    </message>
    <message>
        <source>Upright</source>
        <translation>左右排列</translation>
    </message>
    <message>
        <source>The sentences stand left and right instead of above and below.</source>
        <translation>句子排在左右两侧，而不是上下。</translation>
    </message>
    <message>
        <source>Without the first key</source>
        <translation>不含第一个键</translation>
    </message>
    <message>
        <source>Lines to the first token are left out; widths are then shares of the rest of each row.</source>
        <translation>不画指向第一个词元的线；线宽为每行其余部分中的占比。</translation>
    </message>
    <message>
        <source>Attention as lines between tokens</source>
        <translation>以词元间的连线表示注意力</translation>
    </message>
    <message>
        <source>From weight %1</source>
        <translation>权重不小于 %1</translation>
    </message>
    <message>
        <source>What “%1” (position %2) looks at</source>
        <translation>“%1”（位置 %2）看向何处</translation>
    </message>
    <message>
        <source>What looks at “%1” (position %2)</source>
        <translation>谁看向“%1”（位置 %2）</translation>
    </message>
</context>
<context>
    <name>headlight::AttentionControls</name>
    <message>
        <source>Which attention</source>
        <translation>哪种注意力</translation>
    </message>
    <message>
        <source>The encoder looks at the source, the decoder at the target so far; cross-attention looks from the target at the source.</source>
        <translation>编码器看源文；解码器看已生成的译文；交叉注意力从译文看源文。</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Head, or several together</source>
        <translation>注意力头，或几个合在一起</translation>
    </message>
    <message>
        <source>One head, or several together: hold Ctrl and click thumbnails to choose them.</source>
        <translation>一个头，或几个合在一起：按住 Ctrl 点击缩略图来挑选。</translation>
    </message>
    <message>
        <source>Fit colours</source>
        <translation>色标适配</translation>
    </message>
    <message>
        <source>The colour scale ends at the largest value shown instead of at 1.</source>
        <translation>色标止于所示的最大值，而不是 1。</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>What the cells show, what is left out of the colours, and what the pointer is locked to.</source>
        <translation>单元格显示什么、色标不计什么、指针锁定在何处。</translation>
    </message>
    <message>
        <source>Cells show</source>
        <translation>单元格显示</translation>
    </message>
    <message>
        <source>Weights: the result of the softmax</source>
        <translation>权重：softmax 的结果</translation>
    </message>
    <message>
        <source>Weight × value: how much each key really adds</source>
        <translation>权重 × 值：每个键真正加入多少</translation>
    </message>
    <message>
        <source>Rollout: weights multiplied through the layers (an estimate)</source>
        <translation>展开（rollout）：权重逐层相乘（估计）</translation>
    </message>
    <message>
        <source>Shows where a head looks. It does not show how much of the information there is used.</source>
        <translation>说明一个头看向何处，但不说明那里的内容用了多少。</translation>
    </message>
    <message>
        <source>The weight times the length of the vector that the key&apos;s value adds to the head&apos;s output. It does not show the direction, or how later layers use it.</source>
        <translation>权重乘以该键的值加入头输出的向量长度。它不说明方向，也不说明后面各层如何使用。</translation>
    </message>
    <message>
        <source>The mean over the heads, mixed half and half with the token itself, multiplied from the first layer to this one. It ignores values, MLPs and norms: it is an estimate of what reaches a position, not a measurement.</source>
        <translation>各头的平均与词元自身各占一半混合，再从第一层逐层相乘到本层。它不考虑值、MLP 和归一化：是对到达某位置的内容的估计，不是测量。</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不锁定</translation>
    </message>
    <message>
        <source>The selected row (query)</source>
        <translation>所选的行（查询）</translation>
    </message>
    <message>
        <source>The selected column (key)</source>
        <translation>所选的列（键）</translation>
    </message>
    <message>
        <source>Lock the pointer to</source>
        <translation>指针锁定于</translation>
    </message>
    <message>
        <source>Leave the first key out of the colours</source>
        <translation>色标不计第一个键</translation>
    </message>
    <message>
        <source>A head that finds nothing else looks at the first token. Without that token, each row shows the other weights as shares of their sum.</source>
        <translation>找不到其他目标的头会看向第一个词元。不计它时，每行把其余权重显示为它们总和中的占比。</translation>
    </message>
    <message>
        <source>Show all cells	0</source>
        <translation>显示全部单元格	0</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>编码器</translation>
    </message>
    <message>
        <source>Decoder</source>
        <translation>解码器</translation>
    </message>
    <message>
        <source>Cross</source>
        <translation>交叉</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>Head %1</source>
        <translation>头 %1</translation>
    </message>
    <message>
        <source>Mean over the heads</source>
        <translation>各头平均</translation>
    </message>
    <message>
        <source>Maximum over the heads</source>
        <translation>各头最大值</translation>
    </message>
    <message>
        <source>Mean over all layers</source>
        <translation>所有层平均</translation>
    </message>
    <message>
        <source>Maximum over all layers</source>
        <translation>所有层最大值</translation>
    </message>
    <message>
        <source>Mean of the %1 chosen heads</source>
        <translation>所选 %1 个头的平均</translation>
    </message>
    <message>
        <source>Maximum of the %1 chosen heads</source>
        <translation>所选 %1 个头的最大值</translation>
    </message>
</context>
<context>
    <name>headlight::AttentionView</name>
    <message>
        <source>Attention weights of the chosen head</source>
        <translation>所选头的注意力权重</translation>
    </message>
    <message>
        <source>“%1” looks at “%2” with weight %3</source>
        <translation>“%1”以权重 %3 关注“%2”</translation>
    </message>
    <message>
        <source>Query “%1”, position %2</source>
        <translation>查询“%1”，位置 %2</translation>
    </message>
    <message>
        <source>Key “%1”, position %2</source>
        <translation>键“%1”，位置 %2</translation>
    </message>
    <message>
        <source>“%1” cannot see “%2”: it comes later (masked)</source>
        <translation>“%1”看不到“%2”：它在后面（被掩蔽）</translation>
    </message>
    <message>
        <source>“%2” adds a vector of length %3 to “%1”</source>
        <translation>“%2”给“%1”加入一个长度为 %3 的向量</translation>
    </message>
    <message>
        <source>Rollout (an estimate): %3 of “%1” comes from “%2”</source>
        <translation>展开（估计）：“%1”有 %3 来自“%2”</translation>
    </message>
    <message>
        <source>Choose a cell for its number; right-click for its arithmetic.</source>
        <translation>选择单元格查看其数值；右键查看其算式。</translation>
    </message>
    <message>
        <source>queries %1–%2 of %3, keys %4–%5 of %6</source>
        <translation>查询 %1–%2（共 %3），键 %4–%5（共 %6）</translation>
    </message>
    <message>
        <source>The number of the cell under the pointer, or of the selected cell. The wheel (or + and −) zooms, dragging moves the map, 0 shows all cells, the arrow keys choose a cell.</source>
        <translation>指针下的数值，或所选单元格的数值。滚轮（或 + 和 −）缩放，拖动可移动，0 显示全部，方向键选择单元格。</translation>
    </message>
    <message>
        <source>Arithmetic of this cell…	Return</source>
        <translation>此单元格的算式…	Return</translation>
    </message>
    <message>
        <source>Copy its arithmetic</source>
        <translation>复制其算式</translation>
    </message>
    <message>
        <source>Shows every product, the softmax and the weight of this cell, so that they can be checked by hand.</source>
        <translation>显示此单元格的每个乘积、softmax 和权重，可手工验算。</translation>
    </message>
    <message>
        <source>Arithmetic of a cell</source>
        <translation>单元格的算式</translation>
    </message>
    <message>
        <source>no share: left out</source>
        <translation>没有份额：被去掉</translation>
    </message>
    <message>
        <source>drawn: share of the rest %1</source>
        <translation>画出的是：其余部分中的份额 %1</translation>
    </message>
    <message>
        <source>“%1” gives %2 of its weight to “%3”.</source>
        <translation>“%1”把 %2 的权重给“%3”。</translation>
    </message>
    <message>
        <source>Without this head, “%1” loses %2 of its probability</source>
        <translation>没有这个头时，“%1”失去 %2 的概率</translation>
    </message>
    <message>
        <source>; without another one: %1</source>
        <translation>；没有另一个头时：%1</translation>
    </message>
    <message>
        <source>.</source>
        <translation>。</translation>
    </message>
</context>
<context>
    <name>headlight::CellStepsPage</name>
    <message>
        <source>The step before (P)</source>
        <translation>上一步（P）</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The next step (N)</source>
        <translation>下一步（N）</translation>
    </message>
    <message>
        <source>The next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>How far the steps have gone</source>
        <translation>进行到哪一步</translation>
    </message>
    <message>
        <source>One recurrent cell, step by step</source>
        <translation>一个循环单元的逐步计算</translation>
    </message>
</context>
<context>
    <name>headlight::CompareView</name>
    <message>
        <source>Models side by side</source>
        <translation>并列的模型</translation>
    </message>
    <message>
        <source>The models are being opened…</source>
        <translation>正在打开这些模型……</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1
“%2”, id %3
probability %4</source>
        <translation>%1
“%2”，编号 %3
概率 %4</translation>
    </message>
    <message>
        <source>Click to take this token next in the open model.</source>
        <translation>点击后，打开的模型下一步取这个词元。</translation>
    </message>
    <message>
        <source>%1
after “%2”</source>
        <translation>%1
读过“%2”之后</translation>
    </message>
    <message>
        <source>%1
“%2”: weight %3, mean of %4 heads</source>
        <translation>%1
“%2”：权重 %3，%4 个头的平均</translation>
    </message>
    <message>
        <source>%1
“%2”: probability %3, surprise %4 bits
likeliest: %5</source>
        <translation>%1
“%2”：概率 %3，惊奇度 %4 比特
最可能：%5</translation>
    </message>
    <message>
        <source>the product over %1 tokens</source>
        <translation>%1 个词元的乘积</translation>
    </message>
    <message>
        <source>of %1 words together</source>
        <translation>%1 个词合在一起</translation>
    </message>
</context>
<context>
    <name>headlight::DifferenceView</name>
    <message>
        <source>Another prompt: The dog is on the</source>
        <translation>另一个提示：The dog is on the</translation>
    </message>
    <message>
        <source>Another prompt to compare with</source>
        <translation>用来比较的另一个提示</translation>
    </message>
    <message>
        <source>Press Enter to run this prompt in the same way as the current text. The figure shows the attention of the current text minus the attention of this one. Tokens are aligned, and the alignment is shown.</source>
        <translation>按回车，用与当前文本相同的方式运行此提示，并显示当前文本的注意力减去它的注意力。词元会对齐，并显示对齐方式。</translation>
    </message>
    <message>
        <source>Which heads</source>
        <translation>哪些头</translation>
    </message>
    <message>
        <source>All heads, the most changed head first, or one head in full (you can also double-click it).</source>
        <translation>所有头（变化最大者在前），或单独一个头（也可双击）。</translation>
    </message>
    <message>
        <source>Difference of the attention of two prompts</source>
        <translation>两个提示的注意力之差</translation>
    </message>
    <message>
        <source>A recorded session cannot run another prompt: open the session&apos;s model first.</source>
        <translation>录制的会话不能运行另一个提示：请先打开该会话的模型。</translation>
    </message>
    <message>
        <source>Type another prompt above, for example the same sentence with one word changed. The figure then shows where the heads look differently.</source>
        <translation>在上方输入另一个提示，例如只换一个词的同一句话。图中会显示各头的注意力有何不同。</translation>
    </message>
    <message>
        <source>All heads</source>
        <translation>所有头</translation>
    </message>
    <message>
        <source>Layer %1, head %2: %3</source>
        <translation>第 %1 层，头 %2：%3</translation>
    </message>
    <message>
        <source>Layer %1, head %2: weights change by %3 on average</source>
        <translation>第 %1 层，头 %2：权重平均变化 %3</translation>
    </message>
    <message>
        <source>Only one of the two texts has this cell</source>
        <translation>两段文本中只有一段有此单元格</translation>
    </message>
</context>
<context>
    <name>headlight::DistanceView</name>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名字</translation>
    </message>
    <message>
        <source>All three kinds</source>
        <translation>全部三类</translation>
    </message>
    <message>
        <source>%1 sentences</source>
        <translation>%1 个句子</translation>
    </message>
    <message>
        <source>Kind of sentence</source>
        <translation>句子的类别</translation>
    </message>
    <message>
        <source>Place: “The cat … is on the mat.” Agreement: “The cats … are”, not “is”. Name: “We call the farmer Tom. … So we call the farmer Tom.” Each with up to 40 words between.</source>
        <translation>地点：“The cat … is on the mat.” 一致：“The cats … are”，不是“is”。名字：“We call the farmer Tom. … So we call the farmer Tom.” 中间最多隔 40 个词。</translation>
    </message>
    <message>
        <source>Sentences at each distance</source>
        <translation>每个距离的句子数</translation>
    </message>
    <message>
        <source>Number of sentences for each model at each distance: more sentences give narrower intervals.</source>
        <translation>每个距离向每个模型提问的句子数：句子越多，置信区间越窄。</translation>
    </message>
    <message>
        <source>Start asks each model for a word that an earlier word decides, with 0 to 40 words between them, in sentences that no model was trained on. The chart shows how often each model is right, with an interval for each result.</source>
        <translation>点击“开始”，让每个模型说出由前面某个词决定的词，中间隔 0 到 40 个词；这些句子都没有用于训练。图中显示各模型答对的比例，以及这个比例有多可靠。</translation>
    </message>
    <message>
        <source>%1, %2 words between, %3: %4 right</source>
        <translation>%1，间隔 %2 个词，%3：正确率 %4</translation>
    </message>
    <message>
        <source>%1 of %2 right: %3, 95 % interval %4 to %5. The right word has probability %6 on average.</source>
        <translation>%2 句中答对 %1 句：%3，95 % 置信区间 %4 到 %5。正确词的平均概率为 %6。</translation>
    </message>
    <message>
        <source>This model gives it probability %1; its likeliest word is “%2”.</source>
        <translation>这个模型给它的概率是 %1，认为最可能的是“%2”。</translation>
    </message>
    <message>
        <source>One of the sentences: “%1” – the right word is “%2”.</source>
        <translation>其中一句：“%1”，正确的是“%2”。</translation>
    </message>
    <message>
        <source>One of the sentences: “%1” – the right word is “%2”, not “%3”.</source>
        <translation>其中一句：“%1”，正确的是“%2”，不是“%3”。</translation>
    </message>
</context>
<context>
    <name>headlight::DockTitleBar</name>
    <message>
        <source>Click to recompute every value and compare.</source>
        <translation>点击可重新计算每个数值并比较。</translation>
    </message>
    <message>
        <source>Save this view as PNG, SVG, PDF or CSV</source>
        <translation>将此视图保存为 PNG、SVG、PDF 或 CSV</translation>
    </message>
    <message>
        <source>Detach or dock this panel</source>
        <translation>分离或停靠此面板</translation>
    </message>
    <message>
        <source>Hide this panel (View menu brings it back)</source>
        <translation>隐藏此面板（可从“视图”菜单恢复）</translation>
    </message>
    <message>
        <source>How exact these numbers are</source>
        <translation>这些数字的精确程度</translation>
    </message>
    <message>
        <source>Put this panel back in its place (double-click, Ctrl+M)</source>
        <translation>把此面板放回原位（双击，Ctrl+M）</translation>
    </message>
    <message>
        <source>Let this panel fill the window (double-click, Ctrl+M)</source>
        <translation>让此面板充满窗口（双击，Ctrl+M）</translation>
    </message>
</context>
<context>
    <name>headlight::EmbeddingOptions</name>
    <message>
        <source>Projection</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>Neighbours</source>
        <translation>近邻</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>About how many neighbours count for each point</source>
        <translation>每个点大约考虑多少个近邻</translation>
    </message>
    <message>
        <source>Number of neighbours of each point, including the point itself</source>
        <translation>每个点的近邻数，含自身</translation>
    </message>
    <message>
        <source>Minimal distance</source>
        <translation>最小距离</translation>
    </message>
    <message>
        <source>How close points may lie in the picture</source>
        <translation>图中的点可以靠得多近</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>The same seed gives the same picture</source>
        <translation>相同的种子得到相同的图</translation>
    </message>
    <message>
        <source>Axis %1</source>
        <translation>轴 %1</translation>
    </message>
    <message>
        <source>Which number of each vector, counted from 1</source>
        <translation>取每个向量的第几个数，从 1 数起</translation>
    </message>
    <message>
        <source>One word, or two words with an arrow between them; several words with commas between them mean their average</source>
        <translation>一个词，或用箭头连接的两个词；用逗号隔开的几个词代表它们的平均</translation>
    </message>
    <message>
        <source>PCA has no settings: it is exact.</source>
        <translation>PCA 是精确的，没有可设置的项。</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>个数</translation>
    </message>
    <message>
        <source>How many neighbours are listed and joined by lines</source>
        <translation>列出并连线的近邻个数</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>度量</translation>
    </message>
    <message>
        <source>Always in the original space, never in the picture</source>
        <translation>始终在原空间中计算，绝不在图中计算</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>余弦</translation>
    </message>
    <message>
        <source>Euclidean distance</source>
        <translation>欧氏距离</translation>
    </message>
    <message>
        <source>Colour by</source>
        <translation>着色依据</translation>
    </message>
    <message>
        <source>What the colours of the points mean</source>
        <translation>点的颜色表示什么</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>簇数</translation>
    </message>
    <message>
        <source>How many groups k-means looks for</source>
        <translation>k-means 要找出多少个簇</translation>
    </message>
    <message>
        <source>Two dimensions</source>
        <translation>二维</translation>
    </message>
    <message>
        <source>Far points fade</source>
        <translation>远处的点变淡</translation>
    </message>
    <message>
        <source>Switch this off for print</source>
        <translation>打印时关闭</translation>
    </message>
    <message>
        <source>Join the tokens in the order of the text</source>
        <translation>按文本顺序连接词元</translation>
    </message>
    <message>
        <source>A line through all tokens of the text, in their order, at the layer that is shown</source>
        <translation>在所显示的层上，按文本顺序穿过所有词元的一条线</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Further prompts, one per line: their tokens appear in the same picture, marked ₂, ₃ …</source>
        <translation>更多提示，每行一条：它们的词元显示在同一幅图中，以 ₂、₃ …… 标记</translation>
    </message>
    <message>
        <source>Further prompts, one per line</source>
        <translation>更多提示，每行一条</translation>
    </message>
    <message>
        <source> (%1 used)</source>
        <translation>（实际用 %1）</translation>
    </message>
</context>
<context>
    <name>headlight::EmbeddingView</name>
    <message>
        <source>Find a word</source>
        <translation>查找单词</translation>
    </message>
    <message>
        <source>Find a word of the vocabulary</source>
        <translation>在词表中查找单词</translation>
    </message>
    <message>
        <source>Nearest words</source>
        <translation>最近的词</translation>
    </message>
    <message>
        <source>The words of the model&apos;s vocabulary appear here as points. Open a model and type a prompt.</source>
        <translation>模型词表中的词会在这里显示为点。请打开模型并输入提示。</translation>
    </message>
    <message>
        <source>“%1” is not in the vocabulary.</source>
        <translation>“%1”不在词表中。</translation>
    </message>
    <message>
        <source>Nearest to “%1” by cosine, in all %2 dimensions:</source>
        <translation>在全部 %2 个维度中按余弦与“%1”最近的词：</translation>
    </message>
    <message>
        <source>%1: cosine %2</source>
        <translation>%1：余弦 %2</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Projection</source>
        <translation>投影</translation>
    </message>
    <message>
        <source>How the vectors become points in three dimensions. PCA is exact and keeps the directions with the most variance; t-SNE and UMAP are computed while you watch and keep neighbours together.</source>
        <translation>向量如何变成三维空间中的点。PCA 是精确的，保留方差最大的方向；t-SNE 和 UMAP 在您观看时逐步算出，使近邻聚在一起。</translation>
    </message>
    <message>
        <source>Pauses the projection, or continues it</source>
        <translation>暂停投影，或让它继续</translation>
    </message>
    <message>
        <source>Finding neighbours…</source>
        <translation>正在寻找近邻…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>The vectors are being read and projected…</source>
        <translation>正在读取并投影向量…</translation>
    </message>
    <message>
        <source>Left: %1 numbers per word, drawn unchanged. Right: %2 with %3 numbers per word, of which the three axes keep %4. This is what the simple picture leaves out.</source>
        <translation>左：每个词 %1 个数，原样画出。右：%2 的 %3 维向量，三个轴保留其 %4 的方差：这就是简化图所略去的。</translation>
    </message>
    <message>
        <source>Nearest to %1 by cosine, in all %2 dimensions:</source>
        <translation>与 %1 余弦最近的词（全部 %2 维）：</translation>
    </message>
    <message>
        <source>%1 vectors of %2 numbers.</source>
        <translation>%1 个向量，每个 %2 个数。</translation>
    </message>
    <message>
        <source> The file has %1: the others were not read.</source>
        <translation>文件共有 %1 个：其余的没有读取。</translation>
    </message>
    <message>
        <source> The file has more: they were not read.</source>
        <translation>文件中还有更多：没有读取。</translation>
    </message>
    <message>
        <source>Nearest to “%1” by distance, in all %2 dimensions:</source>
        <translation>与“%1”距离最近的词（全部 %2 维）：</translation>
    </message>
    <message>
        <source>%1: distance %2</source>
        <translation>%1：距离 %2</translation>
    </message>
    <message>
        <source>/%1/ is not a regular expression: %2.</source>
        <translation>/%1/ 不是正则表达式：%2。</translation>
    </message>
    <message>
        <source>Reading… %1 %</source>
        <translation>正在读取… %1 %</translation>
    </message>
    <message>
        <source>A word; or a sum with spaces around the signs (king - man + woman) for the words nearest to it; or a regular expression between slashes (/^un/)</source>
        <translation>一个词；或符号两边带空格的算式（king - man + woman），列出与结果最近的词；或斜杠之间的正则表达式（/^un/）</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Words as axes</source>
        <translation>以词为轴</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>选项</translation>
    </message>
    <message>
        <source>Settings of the projection, the axes, the neighbours, the colours and the picture</source>
        <translation>投影、轴、近邻、颜色和图像的设置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Vectors as points in three dimensions</source>
        <translation>以三维点表示的向量</translation>
    </message>
    <message>
        <source>The model&apos;s token embeddings, for comparison</source>
        <translation>模型的词元嵌入，供比较</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Words found: %1.</source>
        <translation>找到的词：%1 个。</translation>
    </message>
    <message>
        <source>By a box</source>
        <translation>用方框</translation>
    </message>
    <message>
        <source>By a lasso</source>
        <translation>用套索</translation>
    </message>
    <message>
        <source>What the pattern found</source>
        <translation>表达式找到的</translation>
    </message>
    <message>
        <source>The word and its neighbours</source>
        <translation>该词及其近邻</translation>
    </message>
    <message>
        <source>Only what is chosen</source>
        <translation>只看选中的</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>重新显示全部</translation>
    </message>
    <message>
        <source>Choose nothing</source>
        <translation>取消选择</translation>
    </message>
    <message>
        <source>%1 chosen</source>
        <translation>已选 %1 个</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除</translation>
    </message>
    <message>
        <source>%1 of %2 are shown; click to show all of them (I)</source>
        <translation>显示 %2 个中的 %1 个；回到全部（I）</translation>
    </message>
    <message>
        <source>Clears the choice (Escape)</source>
        <translation>取消选择（Esc）</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……还有 %1 个</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Chooses points by a box (B, or Ctrl and drag) or a lasso (L, or Ctrl, Shift and drag), and shows them alone</source>
        <translation>用方框（B，或按住 Ctrl 拖动）或套索（L，或按住 Ctrl 和 Shift 拖动）选择点，并可只看它们</translation>
    </message>
    <message>
        <source>Lists the chosen points, or the words near the word</source>
        <translation>列出选中的点，或该词的近邻</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>只看这些</translation>
    </message>
    <message>
        <source>Shows only the chosen points (I)</source>
        <translation>只显示选中的点（I）</translation>
    </message>
    <message>
        <source>Project again</source>
        <translation>重新投影</translation>
    </message>
    <message>
        <source>Projects only the points that are shown; otherwise they keep their places in the projection of all points</source>
        <translation>只用显示的点重新投影；否则它们留在全部点的投影中的位置</translation>
    </message>
    <message>
        <source>Back to the first point of view (R); saved views in the menu (1 to 9)</source>
        <translation>回到最初的视角（R）；菜单中有保存的视角（1 到 9）</translation>
    </message>
    <message>
        <source>Chosen:</source>
        <translation>已选：</translation>
    </message>
    <message>
        <source>Looking for groups…</source>
        <translation>正在聚类……</translation>
    </message>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source> %1 have a word that an earlier row has.</source>
        <translation>其中 %1 行的词与前面某行相同。</translation>
    </message>
</context>
<context>
    <name>headlight::ExperimentView</name>
    <message>
        <source>Opening the models…</source>
        <translation>正在打开模型…</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 %, about %2 s left</source>
        <translation>%1 %，大约还需 %2 秒</translation>
    </message>
    <message>
        <source>%1 %, about %2 min left</source>
        <translation>%1 %，大约还需 %2 分钟</translation>
    </message>
    <message>
        <source>Cancelled: the results so far are shown.</source>
        <translation>已取消：显示到那时为止的结果。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>The experiment failed.</source>
        <translation>实验失败。</translation>
    </message>
    <message>
        <source>Choose a point</source>
        <translation>选择一个点</translation>
    </message>
    <message>
        <source>Click a point to see its numbers and their explanation here. Turn the wheel to zoom, drag to move, double-click to see everything again.</source>
        <translation>点击一个点，在这里查看它的数值和说明。滚动滚轮可缩放，拖动可移动，双击可重新显示全部。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Runs the experiment with these models. You can use the window meanwhile.</source>
        <translation>用这些模型进行实验。期间窗口仍可使用。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops at once; the results so far are kept.</source>
        <translation>立即停止；到那时为止的结果会保留。</translation>
    </message>
    <message>
        <source>Progress of the experiment</source>
        <translation>实验进度</translation>
    </message>
    <message>
        <source>Point of the chart</source>
        <translation>图中的点</translation>
    </message>
    <message>
        <source>The points of the chart as a list, for use without a mouse.</source>
        <translation>以列表给出图中的点，供不用鼠标时选择。</translation>
    </message>
</context>
<context>
    <name>headlight::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>&amp;What</source>
        <translation>内容(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 图片</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 矢量图</translation>
    </message>
    <message>
        <source>PDF page</source>
        <translation>PDF 页面</translation>
    </message>
    <message>
        <source>CSV table</source>
        <translation>CSV 表格</translation>
    </message>
    <message>
        <source>NPY array</source>
        <translation>NPY 数组</translation>
    </message>
    <message>
        <source>Wi&amp;dth</source>
        <translation>宽度(&amp;D)</translation>
    </message>
    <message>
        <source>As on the screen</source>
        <translation>与屏幕相同</translation>
    </message>
    <message>
        <source>Journal, one column (85 mm)</source>
        <translation>期刊单栏（85 mm）</translation>
    </message>
    <message>
        <source>Journal, one and a half (120 mm)</source>
        <translation>期刊一栏半（120 mm）</translation>
    </message>
    <message>
        <source>Journal, two columns (178 mm)</source>
        <translation>期刊双栏（178 mm）</translation>
    </message>
    <message>
        <source>Slide (1920 pixels)</source>
        <translation>幻灯片（1920 像素）</translation>
    </message>
    <message>
        <source>Worksheet, A4 (170 mm)</source>
        <translation>A4 练习页（170 mm）</translation>
    </message>
    <message>
        <source>Custom</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>mm</source>
        <translation>毫米</translation>
    </message>
    <message>
        <source>pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>C&amp;ustom width</source>
        <translation>自定义宽度(&amp;U)</translation>
    </message>
    <message>
        <source>PNG &amp;scale</source>
        <translation>PNG 倍数(&amp;S)</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>C&amp;aption: model, prompt, layer and head</source>
        <translation>说明：模型、提示、层和头(&amp;A)</translation>
    </message>
    <message>
        <source>Colour &amp;bar</source>
        <translation>色标(&amp;B)</translation>
    </message>
    <message>
        <source>St&amp;yle</source>
        <translation>样式(&amp;Y)</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Print: white with dark lines</source>
        <translation>打印：白底深色线条</translation>
    </message>
    <message>
        <source>Heatmap &amp;cells</source>
        <translation>热图单元格(&amp;C)</translation>
    </message>
    <message>
        <source>As vectors</source>
        <translation>矢量</translation>
    </message>
    <message>
        <source>As one crisp image</source>
        <translation>一张清晰的图像</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>As the interface</source>
        <translation>与界面相同</translation>
    </message>
    <message>
        <source>B&amp;rowse…</source>
        <translation>浏览(&amp;R)…</translation>
    </message>
    <message>
        <source>Export into a folder</source>
        <translation>导出到文件夹</translation>
    </message>
    <message>
        <source>F&amp;older</source>
        <translation>文件夹(&amp;O)</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>There is nothing to export here.</source>
        <translation>这里没有可以导出的内容。</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <translation>%1 × %2 毫米</translation>
    </message>
    <message>
        <source>%1 × %2 pixels, %3</source>
        <translation>%1 × %2 像素，%3</translation>
    </message>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1，另有 %2 个</translation>
    </message>
    <message>
        <source>Stopped. Files written so far: %1</source>
        <translation>已停止。已写入的文件：%1</translation>
    </message>
    <message>
        <source>Every format, a file each</source>
        <translation>每种格式各一个文件</translation>
    </message>
</context>
<context>
    <name>headlight::GradientTimeView</name>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
    <message>
        <source>%1 sentences</source>
        <translation>%1 个句子</translation>
    </message>
    <message>
        <source>Layer for whose states the gradient is computed</source>
        <translation>对哪一层的状态求梯度</translation>
    </message>
    <message>
        <source>For recurrent nets the hidden state of this layer, for Transformers the residual stream after it.</source>
        <translation>循环网络取这一层的隐藏状态，Transformer 取这一层之后的残差流。</translation>
    </message>
    <message>
        <source>Sentences of the mean</source>
        <translation>求平均的句子</translation>
    </message>
    <message>
        <source>Held-out sentences of the classroom grammar with 40 words between subject and place.</source>
        <translation>课堂语法中未参与训练的句子，主语和地点之间隔着 40 个词。</translation>
    </message>
    <message>
        <source>Start computes the gradient of the right word&apos;s loss back through long sentences, for each model before training and now. Where a curve falls, the gradient vanishes: training cannot reach back that far.</source>
        <translation>“开始”会计算正确的词的损失在长句子里沿时间往回的梯度，对每个模型都看训练之前和现在。曲线下降的地方梯度消失：训练够不到那么远的过去。</translation>
    </message>
    <message>
        <source>%1 trained, %2 tokens back: %3</source>
        <translation>%1，训练之后，往回 %2 个词元：%3</translation>
    </message>
    <message>
        <source>%1 untrained, %2 tokens back: %3</source>
        <translation>%1，未训练，往回 %2 个词元：%3</translation>
    </message>
    <message>
        <source>Mean over %1 sentences, standard error %2.</source>
        <translation>%1 个句子的平均，标准误差 %2。</translation>
    </message>
    <message>
        <source>That is %1 times the length at the last token.</source>
        <translation>是最后一个词元处长度的 %1 倍。</translation>
    </message>
</context>
<context>
    <name>headlight::HeaderBar</name>
    <message>
        <source>greedy</source>
        <translation>贪心</translation>
    </message>
    <message>
        <source>Greedy: always the likeliest token</source>
        <translation>贪心：总取最可能的词元</translation>
    </message>
    <message>
        <source>Draw as the model says (temperature 1)</source>
        <translation>按模型的概率抽取（温度 1）</translation>
    </message>
    <message>
        <source>Draw more carefully (temperature 0.7, top-p 0.9)</source>
        <translation>更谨慎地抽取（温度 0.7，top-p 0.9）</translation>
    </message>
    <message>
        <source>Draw wildly (temperature 1.5)</source>
        <translation>大胆地抽取（温度 1.5）</translation>
    </message>
    <message>
        <source>All controls…</source>
        <translation>全部控制…</translation>
    </message>
    <message>
        <source>&amp;Model</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Prompt</source>
        <translation>提示(&amp;P)</translation>
    </message>
    <message>
        <source>The model that is shown</source>
        <translation>当前展示的模型</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Type the beginning of a sentence</source>
        <translation>输入一个句子的开头</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Example prompts</source>
        <translation>示例提示</translation>
    </message>
    <message>
        <source>How the next token is chosen</source>
        <translation>下一个词元如何选出</translation>
    </message>
    <message>
        <source>Sampling: %1</source>
        <translation>采样：%1</translation>
    </message>
    <message>
        <source>Open folder…</source>
        <translation>打开文件夹…</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Type a sentence with [MASK] where a word is missing</source>
        <translation>输入一个句子，在缺词处写 [MASK]</translation>
    </message>
    <message>
        <source>Type a sentence to translate</source>
        <translation>输入要翻译的句子</translation>
    </message>
    <message>
        <source>recorded</source>
        <translation>录制</translation>
    </message>
    <message>
        <source>The model is not open: everything shown was recorded in the session&apos;s file. Steps, forks and sampling work only within the recording.</source>
        <translation>模型没有打开：所显示的一切都来自会话文件中的录制。单步、分支和采样只能沿着录制的内容进行。</translation>
    </message>
</context>
<context>
    <name>headlight::HeadsPane</name>
    <message>
        <source>Attention of every head</source>
        <translation>每个头的注意力</translation>
    </message>
    <message>
        <source>What heads do</source>
        <translation>各头的作用</translation>
    </message>
    <message>
        <source>Writes the main role of each head under it, with the measured value: on this prompt, or, where the prompt cannot show it, on sequences of random words that occur twice.</source>
        <translation>在每个头下写出它最主要的作用及其度量：按当前提示计算；提示无法判断时，按重复两遍的随机词序列计算。</translation>
    </message>
    <message>
        <source>Order of the heads</source>
        <translation>头的顺序</translation>
    </message>
    <message>
        <source>Layer by layer, or sorted by one role, the strongest head first.</source>
        <translation>逐层排列，或按某种作用从强到弱排列。</translation>
    </message>
    <message>
        <source>Layer by layer</source>
        <translation>逐层</translation>
    </message>
    <message>
        <source>Most “%1” first</source>
        <translation>“%1”最强者在前</translation>
    </message>
    <message>
        <source>Layer %1, head %2</source>
        <translation>第 %1 层，头 %2</translation>
    </message>
    <message>
        <source>this prompt cannot show it</source>
        <translation>提示无法判断</translation>
    </message>
    <message>
        <source> (by chance %1)</source>
        <translation>（随机水平 %1）</translation>
    </message>
    <message>
        <source>; on repeated random words (with nothing switched off) %1</source>
        <translation>；在重复的随机词上（不关闭任何部分）为 %1</translation>
    </message>
    <message>
        <source> (“%1”)</source>
        <translation>（“%1”）</translation>
    </message>
</context>
<context>
    <name>headlight::InfluenceView</name>
    <message>
        <source>This text</source>
        <translation>这段文字</translation>
    </message>
    <message>
        <source>Through time</source>
        <translation>沿时间往回</translation>
    </message>
    <message>
        <source>How much the next word depends on each word before it</source>
        <translation>下一个词在多大程度上取决于它前面的每个词</translation>
    </message>
    <message>
        <source>How far back a gradient reaches, before and after training</source>
        <translation>训练前后梯度能回溯多远</translation>
    </message>
    <message>
        <source>Pages of the panel</source>
        <translation>面板的页</translation>
    </message>
    <message>
        <source>Gradient</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Other words</source>
        <translation>换词</translation>
    </message>
    <message>
        <source>How influence is measured</source>
        <translation>怎样测量影响</translation>
    </message>
    <message>
        <source>Gradient: how much the next word&apos;s logit changes for a very small change of each word&apos;s vector, as a share of the sum. Other words: how far the distribution of the next word moves where a word is replaced by each other word of its class.</source>
        <translation>梯度：每个词的向量有极小的改变时，下一个词的 logit 改变多少，占总和的份额。换词：把一个词换成同类的每个其他词时，下一个词的分布移动多远。</translation>
    </message>
    <message>
        <source>Replace words</source>
        <translation>换词测量</translation>
    </message>
    <message>
        <source>Replaces each word by every other word of its class and runs the models again. This takes some seconds.</source>
        <translation>在每个词的位置上依次放入同类的每个其他词，再运行模型：需要几秒钟。</translation>
    </message>
    <message>
        <source>after every step</source>
        <translation>每一步之后</translation>
    </message>
    <message>
        <source>Replaces words again whenever the text changes.</source>
        <translation>文字每次改变都重新换词测量。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stops at once; the results so far are kept.</source>
        <translation>立即停止；到那时为止的结果会保留。</translation>
    </message>
    <message>
        <source>Progress of replacing words</source>
        <translation>换词测量的进度</translation>
    </message>
    <message>
        <source>How much the next word of each model depends on the words before it</source>
        <translation>每个模型的下一个词在多大程度上取决于前面的词</translation>
    </message>
    <message>
        <source>%1: “%2” has %3 of all gradients (length %4).</source>
        <translation>%1：“%2”占全部梯度的 %3（长度 %4）。</translation>
    </message>
    <message>
        <source>Its class is not known.</source>
        <translation>它的类别未知。</translation>
    </message>
    <message>
        <source>No other word of its class (%1) is known.</source>
        <translation>没有已知的同类（%1）词。</translation>
    </message>
    <message>
        <source>%1 other words of its class (%2) in its place move the next word by %3 bits on average; “%4” moves it most, by %5.</source>
        <translation>换成同类（%2）的 %1 个其他词，下一个词平均移动 %3 比特，移动最多的是“%4”：%5。</translation>
    </message>
</context>
<context>
    <name>headlight::MainWindow</name>
    <message>
        <source>%1 – Headlight</source>
        <translation>%1 – Headlight</translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <source>Which token should come next, at position %1?</source>
        <translation>在位置 %1，下一个取哪个词元？</translation>
    </message>
    <message>
        <source>Which token should replace “%2” at position %1? The text after it stays as another branch.</source>
        <translation>在位置 %1 用哪个词元替换“%2”？其后的内容作为另一条分支留下。</translation>
    </message>
    <message>
        <source>Headlight</source>
        <translation>Headlight</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>运行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>最近打开(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>面板(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Layouts</source>
        <translation>布局(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>语言(&amp;G)</translation>
    </message>
    <message>
        <source>To the start</source>
        <translation>回到起点</translation>
    </message>
    <message>
        <source>Step back</source>
        <translation>后退一步</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>前进一步</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Copy &amp;text</source>
        <translation>复制文本(&amp;T)</translation>
    </message>
    <message>
        <source>Copy to&amp;kens</source>
        <translation>复制词元(&amp;K)</translation>
    </message>
    <message>
        <source>Copy token &amp;ids</source>
        <translation>复制词元编号(&amp;I)</translation>
    </message>
    <message>
        <source>Copy the &amp;command line of this run</source>
        <translation>复制本次运行的命令行(&amp;C)</translation>
    </message>
    <message>
        <source>Copy the command line of this &amp;view</source>
        <translation>复制此视图的命令行(&amp;V)</translation>
    </message>
    <message>
        <source>Edit the &amp;prompt</source>
        <translation>编辑提示(&amp;P)</translation>
    </message>
    <message>
        <source>Take another &amp;token next…</source>
        <translation>改取另一个词元(&amp;T)…</translation>
    </message>
    <message>
        <source>S&amp;lide the window</source>
        <translation>滑动窗口(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Check every value</source>
        <translation>核对每个数值(&amp;C)</translation>
    </message>
    <message>
        <source>T&amp;hreads…</source>
        <translation>线程数(&amp;H)…</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>Normal &amp;size</source>
        <translation>正常大小(&amp;S)</translation>
    </message>
    <message>
        <source>Pr&amp;esentation size</source>
        <translation>演示字号(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Full screen</source>
        <translation>全屏(&amp;F)</translation>
    </message>
    <message>
        <source>About this &amp;model</source>
        <translation>关于此模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Headlight</source>
        <translation>关于 Headlight(&amp;A)</translation>
    </message>
    <message>
        <source>Keeps the last half of the tokens as a new prompt and recomputes, so that the text can go on</source>
        <translation>保留后一半词元作为新的提示并重新计算，使文本能够继续</translation>
    </message>
    <message>
        <source>Save this layout…</source>
        <translation>保存此布局…</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>删除布局</translation>
    </message>
    <message>
        <source>Save this layout</source>
        <translation>保存此布局</translation>
    </message>
    <message>
        <source>Name of the layout:</source>
        <translation>布局名称：</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>How many threads should compute (0: as many as the machine has cores)? The results do not depend on this number. Now: %1</source>
        <translation>用多少个线程计算（0：与本机核心数相同）？结果数值与此无关。当前：%1</translation>
    </message>
    <message>
        <source>About the model %1</source>
        <translation>关于模型 %1</translation>
    </message>
    <message>
        <source>About Headlight</source>
        <translation>关于 Headlight</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Show an example</source>
        <translation>显示示例</translation>
    </message>
    <message>
        <source>Which token fills the mask at position %1?</source>
        <translation>位置 %1 的遮盖处填哪个词元？</translation>
    </message>
    <message>
        <source>&amp;New session</source>
        <translation>新建会话(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open model &amp;folder…</source>
        <translation>打开模型文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Save session</source>
        <translation>保存会话(&amp;S)</translation>
    </message>
    <message>
        <source>Save session &amp;as…</source>
        <translation>会话另存为(&amp;A)…</translation>
    </message>
    <message>
        <source>Find the session&apos;s model…</source>
        <translation>找到会话的模型…</translation>
    </message>
    <message>
        <source>Find the session&apos;s &amp;model…</source>
        <translation>找到会话的模型(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;Export this view…</source>
        <translation>导出此视图(&amp;E)…</translation>
    </message>
    <message>
        <source>Copy pictur&amp;e</source>
        <translation>复制图片(&amp;E)</translation>
    </message>
    <message>
        <source>All heads on one page</source>
        <translation>所有头，一页</translation>
    </message>
    <message>
        <source>All heads, one file each</source>
        <translation>所有头，每头一个文件</translation>
    </message>
    <message>
        <source>This view</source>
        <translation>此视图</translation>
    </message>
    <message>
        <source>Its overview</source>
        <translation>它的总览</translation>
    </message>
    <message>
        <source>A model&apos;s folder</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>&amp;Compare mode</source>
        <translation>对比模式(&amp;C)</translation>
    </message>
    <message>
        <source>A model&apos;s file</source>
        <translation>模型文件</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>&amp;Enlarge this panel</source>
        <translation>放大此面板(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Example prompts</source>
        <translation>示例提示(&amp;E)</translation>
    </message>
    <message>
        <source>Export all pane&amp;ls…</source>
        <translation>导出所有面板(&amp;L)…</translation>
    </message>
    <message>
        <source>All panels</source>
        <translation>所有面板</translation>
    </message>
</context>
<context>
    <name>headlight::MessageBar</name>
    <message>
        <source>Dismiss this message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>… and %1 more</source>
        <translation>……还有 %1 条</translation>
    </message>
</context>
<context>
    <name>headlight::ModelRow</name>
    <message>
        <source>Model of column %1</source>
        <translation>%1 栏的模型</translation>
    </message>
    <message>
        <source>Remove column %1</source>
        <translation>移除 %1 栏</translation>
    </message>
    <message>
        <source>Add a column</source>
        <translation>添加一栏</translation>
    </message>
    <message>
        <source>One text for all</source>
        <translation>同一段文本</translation>
    </message>
    <message>
        <source>On: every model reads the text of the open model and predicts the same word. Off: each model continues with the words that it chooses itself, as many as the open model has taken.</source>
        <translation>打开：每个模型都读打开的模型的文本，并被问同一个词。关闭：各自续写自己选的词，步数与打开的模型相同。</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>其他文件夹……</translation>
    </message>
    <message>
        <source>A file (GGUF, checkpoint)…</source>
        <translation>文件（GGUF、检查点）……</translation>
    </message>
</context>
<context>
    <name>headlight::OverTimePage</name>
    <message>
        <source>Which values are shown</source>
        <translation>显示哪些值</translation>
    </message>
    <message>
        <source>All values of the layer side by side, or one of them large</source>
        <translation>并排显示该层的所有值，或放大显示其中一个</translation>
    </message>
    <message>
        <source>Order of the units</source>
        <translation>单元的次序</translation>
    </message>
    <message>
        <source>The order of the rows: the order in the model, or the units whose hidden state changes most from token to token first</source>
        <translation>各行的次序：按模型中的次序，或隐藏状态在词元之间变化最大的单元在前</translation>
    </message>
    <message>
        <source>Fit colours</source>
        <translation>色标适配</translation>
    </message>
    <message>
        <source>The colour scales end at the largest value shown instead of at 1.</source>
        <translation>色标止于所示的最大值，而不是 1。</translation>
    </message>
    <message>
        <source>Values of a recurrent layer over time</source>
        <translation>循环层的值随时间的变化</translation>
    </message>
    <message>
        <source>The numbers under the pointer, or of the selected unit and token. Up and Down choose a unit, Shift with Left and Right a token.</source>
        <translation>指针下的数值，或所选单元和词元的数值。上下键选择单元，Shift 加左右键选择词元。</translation>
    </message>
    <message>
        <source>Units in order</source>
        <translation>单元按次序</translation>
    </message>
    <message>
        <source>Most changing first</source>
        <translation>变化最大的在前</translation>
    </message>
    <message>
        <source>All values</source>
        <translation>所有值</translation>
    </message>
    <message>
        <source>unit %1 at “%2”: %3</source>
        <translation>单元 %1 在“%2”处：%3</translation>
    </message>
    <message>
        <source>“%1”, position %2</source>
        <translation>“%1”，位置 %2</translation>
    </message>
</context>
<context>
    <name>headlight::PredictionView</name>
    <message>
        <source>Likeliest next tokens</source>
        <translation>最可能的下一个词元</translation>
    </message>
    <message>
        <source>Show more tokens</source>
        <translation>显示更多词元</translation>
    </message>
    <message>
        <source>Slide the window</source>
        <translation>滑动窗口</translation>
    </message>
    <message>
        <source>Keeps the later half of the tokens as a new prompt and computes everything again.</source>
        <translation>保留后一半词元作为新的提示，并全部重新计算。</translation>
    </message>
    <message>
        <source>The context is full: this model sees at most %1 tokens. Slide the window to continue.</source>
        <translation>上下文已满：该模型最多看到 %1 个词元。滑动窗口可继续。</translation>
    </message>
    <message>
        <source>The model has ended the text. Step back and take another token to continue.</source>
        <translation>模型已结束文本。后退一步并改取另一个词元可继续。</translation>
    </message>
    <message>
        <source>“%1”, id %2, logit %3
probability %4</source>
        <translation>“%1”，编号 %2，logit %3
概率 %4</translation>
    </message>
    <message>
        <source>after temperature and cuts %1</source>
        <translation>经温度与截断之后 %1</translation>
    </message>
    <message>
        <source>Click to take this token next.</source>
        <translation>点击即改取这个词元。</translation>
    </message>
    <message>
        <source>The translation has reached the greatest length that this model can write: %1 tokens.</source>
        <translation>译文已达到该模型能写的最大长度：%1 个词元。</translation>
    </message>
    <message>
        <source>The translation is finished. Step back and take another token to change it.</source>
        <translation>翻译已完成。后退一步并改取另一个词元可以改动译文。</translation>
    </message>
    <message>
        <source>Every mask is filled. The bars show what the model predicts for the last place, now that it reads the whole sentence. Step back to fill a mask with another word.</source>
        <translation>所有遮盖处都已填好。条形图显示模型读到完整句子后对最后一处的判断。后退一步可改填别的词。</translation>
    </message>
    <message>
        <source>This is the mask at position %1. Masks are filled from left to right, next the one at position %2.</source>
        <translation>这是位置 %1 的遮盖处。遮盖处从左到右填，下一个是位置 %2。</translation>
    </message>
    <message>
        <source>This token is never drawn.</source>
        <translation>这个词元从不被抽取。</translation>
    </message>
    <message>
        <source>What the model predicted after “%1” at position %2. The text continues with “%3”. Click beside the tokens, or press Esc there, to see the next token again.</source>
        <translation>模型在位置 %2 的“%1”之后所做的预测。文本的下一个词元是“%3”。点击词元旁边的空白处或在那里按 Esc，可重新显示下一个词元。</translation>
    </message>
    <message>
        <source>Sampling</source>
        <translation>采样</translation>
    </message>
    <message>
        <source>Shows or hides how the next token is chosen</source>
        <translation>显示或隐藏下一个词元的选取方式</translation>
    </message>
</context>
<context>
    <name>headlight::ProbabilityHistory</name>
    <message>
        <source>After %1 tokens: “%2”, probability %3, entropy %4 bits</source>
        <translation>第 %1 个词元之后：“%2”，概率 %3，熵 %4 比特</translation>
    </message>
    <message>
        <source>Probability and entropy over the steps</source>
        <translation>各步的概率与熵</translation>
    </message>
    <message>
        <source>Click a step to go there.</source>
        <translation>点击某一步即可跳转。</translation>
    </message>
    <message>
        <source>tokens before the step</source>
        <translation>该步之前的词元数</translation>
    </message>
    <message>
        <source>● probability</source>
        <translation>● 概率</translation>
    </message>
    <message>
        <source>■ entropy, bits</source>
        <translation>■ 熵（比特）</translation>
    </message>
</context>
<context>
    <name>headlight::RecoveryDialog</name>
    <message>
        <source>Recover sessions</source>
        <translation>恢复会话</translation>
    </message>
    <message>
        <source>Headlight ended unexpectedly. It kept what was open:</source>
        <translation>Headlight 意外退出了。当时打开的内容已保留：</translation>
    </message>
    <message>
        <source>&amp;Recover</source>
        <translation>恢复(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>丢弃(&amp;D)</translation>
    </message>
    <message>
        <source>Removes the chosen session permanently</source>
        <translation>永久删除所选的一项</translation>
    </message>
    <message>
        <source>&amp;Later</source>
        <translation>以后再说(&amp;L)</translation>
    </message>
    <message>
        <source>Headlight offers them again at the next start</source>
        <translation>下次启动时会再次询问</translation>
    </message>
    <message>
        <source>never saved</source>
        <translation>从未保存</translation>
    </message>
    <message>
        <source>“%1” · %2 · %3 · %4</source>
        <translation>“%1” · %2 · %3 · %4</translation>
    </message>
    <message>
        <source>Discard session</source>
        <translation>丢弃会话</translation>
    </message>
    <message>
        <source>Remove this session permanently?</source>
        <translation>要永久删除这个会话吗？</translation>
    </message>
</context>
<context>
    <name>headlight::RecurrentView</name>
    <message>
        <source>Over time</source>
        <translation>随时间变化</translation>
    </message>
    <message>
        <source>Cell step by step</source>
        <translation>逐步看单元</translation>
    </message>
    <message>
        <source>Every gate and state of a layer, token by token</source>
        <translation>一层的每个门和状态，逐个词元</translation>
    </message>
    <message>
        <source>One unit at the selected token: its gates, what is kept, written and shown</source>
        <translation>所选词元处的一个单元：它的门，以及保留、写入和输出了什么</translation>
    </message>
    <message>
        <source>Pages of the recurrent panel</source>
        <translation>循环单元面板的页面</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Unit </source>
        <translation>单元 </translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>The unit of the layer that is shown; you can also click a row of a heatmap to choose it</source>
        <translation>看该层的哪个单元；点击热图的一行也可选择</translation>
    </message>
    <message>
        <source>This model has no recurrent cells: it looks at all tokens again instead of carrying a state from one to the next. Open an RNN, an LSTM or a GRU to see what it keeps, for example the sample model classroom-lstm.</source>
        <translation>这个模型没有循环单元：它每次都重新看所有词元，而不是把状态从一个词元带到下一个。要看循环网络记住了什么，请打开 RNN、LSTM 或 GRU，例如示例模型 classroom-lstm。</translation>
    </message>
    <message>
        <source>Layer %1</source>
        <translation>第 %1 层</translation>
    </message>
</context>
<context>
    <name>headlight::SamplingControls</name>
    <message>
        <source>Always take the likeliest (greedy)</source>
        <translation>总取最可能的（贪心）</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>温度</translation>
    </message>
    <message>
        <source>Top-k</source>
        <translation>Top-k</translation>
    </message>
    <message>
        <source>Top-p</source>
        <translation>Top-p</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Below 1, likely tokens become more likely; above 1, unlikely tokens do.</source>
        <translation>小于 1 时最可能的词元更占优，大于 1 时不太可能的词元更占优。</translation>
    </message>
    <message>
        <source>Only the k likeliest tokens can be drawn; 0 switches this off.</source>
        <translation>只能抽取最可能的 k 个词元；0 表示关闭。</translation>
    </message>
    <message>
        <source>Only the likeliest tokens that together reach this probability can be drawn; 1 switches this off.</source>
        <translation>只能抽取累计概率达到此值的最可能的词元；1 表示关闭。</translation>
    </message>
    <message>
        <source>The same seed draws the same tokens again.</source>
        <translation>相同的种子会再次抽出相同的词元。</translation>
    </message>
</context>
<context>
    <name>headlight::SaveSessionDialog</name>
    <message>
        <source>Include the &amp;activations</source>
        <translation>包含激活值(&amp;A)</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>The session then also opens on a computer without the model, and every view shows the recorded values.</source>
        <translation>这样，会话在没有该模型的电脑上也能打开，所有视图都使用录制的内容。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Sessions (*.headlight)</source>
        <translation>会话 (*.headlight)</translation>
    </message>
    <message>
        <source>About %1. Opens without the model, too.</source>
        <translation>大约 %1。没有模型也能打开。</translation>
    </message>
    <message>
        <source>About %1. Opening it needs the model; the steps are computed again, with exactly the same results.</source>
        <translation>大约 %1。打开时需要模型；各步会重新计算，结果逐位相同。</translation>
    </message>
    <message>
        <source>This session has only its recording, so the recording must be included.</source>
        <translation>此会话只有录制内容，因此必须包含。</translation>
    </message>
    <message>
        <source>A file of this name exists.</source>
        <translation>已有同名文件。</translation>
    </message>
</context>
<context>
    <name>headlight::SavedViews</name>
    <message>
        <source>Save this view…</source>
        <translation>保存此视角…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>保存此视角</translation>
    </message>
    <message>
        <source>Name of the view:</source>
        <translation>视角名称：</translation>
    </message>
</context>
<context>
    <name>headlight::SessionFiles</name>
    <message>
        <source>Sessions and models</source>
        <translation>会话和模型</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Open a session or a model</source>
        <translation>打开会话或模型</translation>
    </message>
    <message>
        <source>Open model folder</source>
        <translation>打开模型文件夹</translation>
    </message>
    <message>
        <source>session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>this session</source>
        <translation>此会话</translation>
    </message>
    <message>
        <source>Unsaved changes</source>
        <translation>未保存的更改</translation>
    </message>
    <message>
        <source>Save the changes of %1?</source>
        <translation>要保存对%1的更改吗？</translation>
    </message>
    <message>
        <source>Prompt, steps, forks and selection are kept in the session&apos;s file.</source>
        <translation>提示、步骤、分支和选择都会保存在会话文件中。</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Do not save</source>
        <translation>不保存(&amp;D)</translation>
    </message>
    <message>
        <source>The model is missing</source>
        <translation>缺少模型</translation>
    </message>
    <message>
        <source>The session %1 was made with the model %2, which is no longer at its place.</source>
        <translation>会话 %1 使用的模型 %2 已不在原处。</translation>
    </message>
    <message>
        <source>It was at %1. Show where it is now; until then the window stays as it is.</source>
        <translation>它原来在 %1。请指出它现在的位置；在此之前，已打开的内容保持不变。</translation>
    </message>
    <message>
        <source>Locate the &amp;folder…</source>
        <translation>查找文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Locate the f&amp;ile…</source>
        <translation>查找文件(&amp;I)…</translation>
    </message>
    <message>
        <source>Where is the model?</source>
        <translation>模型在哪里？</translation>
    </message>
    <message>
        <source>This session shows what was recorded. With its model you can add new steps.</source>
        <translation>此会话显示的是录制的内容。有了它的模型，就能继续单步。</translation>
    </message>
    <message>
        <source>%1 no longer exists</source>
        <translation>%1 已不存在</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>暂无</translation>
    </message>
    <message>
        <source>&amp;Clear this list</source>
        <translation>清空此列表(&amp;C)</translation>
    </message>
    <message>
        <source>%1 (recorded)</source>
        <translation>%1（录制）</translation>
    </message>
    <message>
        <source>Find the session&apos;s model</source>
        <translation>找到会话的模型</translation>
    </message>
    <message>
        <source>The file was changed</source>
        <translation>文件已被更改</translation>
    </message>
    <message>
        <source>%1 is not as this window left it. Replace it?</source>
        <translation>%1 与此窗口上次保存或打开时不同。要替换它吗？</translation>
    </message>
    <message>
        <source>Another window or program has saved it, or this session was recovered. Replacing loses what is in the file.</source>
        <translation>另一个窗口或程序保存了它，或者此会话是恢复得来的。替换后，文件中的内容将会丢失。</translation>
    </message>
    <message>
        <source>Save under another &amp;name…</source>
        <translation>用其他名称保存(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>The recovered session was made with the model %1, which is no longer at its place.</source>
        <translation>恢复的会话使用的模型 %1 已不在原处。</translation>
    </message>
</context>
<context>
    <name>headlight::SnapshotView</name>
    <message>
        <source>Open a model to see something here.</source>
        <translation>打开模型后，这里会显示内容。</translation>
    </message>
    <message>
        <source>Type a prompt above to see something here.</source>
        <translation>在上方输入提示后，这里会显示内容。</translation>
    </message>
    <message>
        <source>Type a sentence above to see something here.</source>
        <translation>在上方输入句子，这里会显示内容。</translation>
    </message>
    <message>
        <source>Type a sentence above to see here how it is translated.</source>
        <translation>在上方输入句子，这里会显示它如何被翻译。</translation>
    </message>
    <message>
        <source>This panel cannot show the present step.</source>
        <translation>此面板无法显示当前这一步。</translation>
    </message>
    <message>
        <source>It tries again at the next step or choice.</source>
        <translation>下一步或下一次选择时会重试。</translation>
    </message>
</context>
<context>
    <name>headlight::SpaceControls</name>
    <message>
        <source>Token embeddings</source>
        <translation>词元嵌入</translation>
    </message>
    <message>
        <source>Through the encoder&apos;s layers</source>
        <translation>穿过编码器各层</translation>
    </message>
    <message>
        <source>Through the decoder&apos;s layers</source>
        <translation>穿过解码器各层</translation>
    </message>
    <message>
        <source>Hidden states</source>
        <translation>隐藏状态</translation>
    </message>
    <message>
        <source>Through the layers</source>
        <translation>穿过各层</translation>
    </message>
    <message>
        <source>A hook point</source>
        <translation>一个钩子点</translation>
    </message>
    <message>
        <source>The lesson&apos;s table</source>
        <translation>课文的向量表</translation>
    </message>
    <message>
        <source>Open a table of vectors…</source>
        <translation>打开向量表…</translation>
    </message>
    <message>
        <source>Open a table of vectors</source>
        <translation>打开向量表</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>before layer 0</source>
        <translation>第 0 层之前</translation>
    </message>
    <message>
        <source>after layer %1</source>
        <translation>第 %1 层之后</translation>
    </message>
    <message>
        <source>Which vectors</source>
        <translation>哪些向量</translation>
    </message>
    <message>
        <source>Which vectors are shown: those of the vocabulary, those of the prompt&apos;s tokens at one place in the model, or a table from a file</source>
        <translation>显示哪些向量：词表的、提示的词元在模型中某处的，或来自文件的表</translation>
    </message>
    <message>
        <source>Hook point</source>
        <translation>钩子点</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头</translation>
    </message>
    <message>
        <source>head </source>
        <translation>头 </translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Moves the tokens along their way through the layers</source>
        <translation>让词元沿着穿过各层的路径移动</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Moves through the layers automatically</source>
        <translation>自动走过各层</translation>
    </message>
    <message>
        <source>Further prompts, whose tokens are shown in the same picture</source>
        <translation>更多提示，其词元显示在同一幅图中</translation>
    </message>
    <message>
        <source>Further prompts</source>
        <translation>更多提示</translation>
    </message>
    <message>
        <source>Tables of vectors (*.txt *.vec *.bin *.tsv *.npy *.npz *.glove)</source>
        <translation>向量表 (*.txt *.vec *.bin *.tsv *.npy *.npz *.glove)</translation>
    </message>
    <message>
        <source>near: %1</source>
        <translation>接近：%1</translation>
    </message>
</context>
<context>
    <name>headlight::SpeedView</name>
    <message>
        <source>%1, one more token, number %2 of the text: %3 ms</source>
        <translation>%1，再生成第 %2 个词元：%3 毫秒</translation>
    </message>
    <message>
        <source>%1, a prompt of %2 tokens in one call: %3 ms</source>
        <translation>%1，%2 个词元的提示一次读完：%3 毫秒</translation>
    </message>
    <message>
        <source>%1, a prompt of %2 tokens one by one: %3 ms</source>
        <translation>%1，%2 个词元的提示逐个读：%3 毫秒</translation>
    </message>
    <message>
        <source>One token at a time takes %1 times as long as one call.</source>
        <translation>逐个词元读的用时是一次读完的 %1 倍。</translation>
    </message>
    <message>
        <source>The model itself ends at %1 tokens: a copy with a repeated table of positions was timed.</source>
        <translation>模型自身到 %1 个词元为止：这里测的是位置表重复后的副本。</translation>
    </message>
    <message>
        <source>Start measures on this machine how long each model takes for one more token and for a whole prompt, at several lengths: on one thread, and a prompt in one call on all cores too. A recurrent net&apos;s step is always the same work; attention looks back at every token.</source>
        <translation>“开始”会在这台机器上测量每个模型再生成一个词元和读入整个提示各需多长时间，取若干长度：用一个线程，一次读入的提示还用所有核心再测一遍。循环网络每一步的工作量总是相同；注意力要回看每个词元。</translation>
    </message>
    <message>
        <source>%1, a prompt of %2 tokens in one call on %4 threads: %3 ms</source>
        <translation>%1，%2 个词元的提示一次读完，%4 个线程：%3 毫秒</translation>
    </message>
    <message>
        <source>On one thread it takes %1 times as long.</source>
        <translation>用一个线程时，所需时间是它的 %1 倍。</translation>
    </message>
</context>
<context>
    <name>headlight::SplitView</name>
    <message>
        <source>Before the first step of the split (Ctrl+Home)</source>
        <translation>切分的第一步之前 (Ctrl+Home)</translation>
    </message>
    <message>
        <source>Undo one step of the split (Up)</source>
        <translation>退回一步切分（上方向键）</translation>
    </message>
    <message>
        <source>One step of the split (Down)</source>
        <translation>前进一步切分（下方向键）</translation>
    </message>
    <message>
        <source>Which step of the split is shown</source>
        <translation>显示切分的哪一步</translation>
    </message>
    <message>
        <source>Step of the split</source>
        <translation>切分的步骤</translation>
    </message>
    <message>
        <source>How the text was split</source>
        <translation>文本是怎样切分的</translation>
    </message>
    <message>
        <source>The steps of this split are not available: the session was opened without its model.</source>
        <translation>无法查看此文本的切分过程：会话是在没有模型的情况下打开的。</translation>
    </message>
    <message>
        <source>Some tokens of this prompt were inserted by hand; this is how the tokenizer splits the same text.</source>
        <translation>此提示中的一些词元是手动放入的；这里显示的是分词器对同一文本的切分。</translation>
    </message>
    <message>
        <source>“%1”: not in the vocabulary</source>
        <translation>“%1”：不是词表中的片段</translation>
    </message>
    <message>
        <source>“%1”, id %2</source>
        <translation>“%1”，编号 %2</translation>
    </message>
    <message>
        <source>, log probability %1</source>
        <translation>，对数概率 %1</translation>
    </message>
    <message>
        <source>; best path through it %1</source>
        <translation>；经过它的最佳路径 %1</translation>
    </message>
</context>
<context>
    <name>headlight::StatusLine</name>
    <message>
        <source>%1 G parameters</source>
        <translation>%1 G 参数</translation>
    </message>
    <message>
        <source>%1 M parameters</source>
        <translation>%1 M 参数</translation>
    </message>
    <message>
        <source>%1 k parameters</source>
        <translation>%1 k 参数</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Recomputes every intermediate value of this run with a separate reference in double precision and shows the largest difference. The check does not cover gradients, projections, means, compared models and other prompts.</source>
        <translation>用另一套双精度参考实现重新计算本次运行的每个中间值，并显示最大的差别。检查不包括梯度、投影、平均值、所比较的其他模型和其他提示。</translation>
    </message>
    <message>
        <source>%1 of %2 positions</source>
        <translation>位置 %1 / %2</translation>
    </message>
    <message>
        <source>step %1 ms</source>
        <translation>本步 %1 毫秒</translation>
    </message>
    <message>
        <source>switched off: %1</source>
        <translation>已关闭：%1</translation>
    </message>
    <message>
        <source>No model is open</source>
        <translation>没有打开模型</translation>
    </message>
    <message>
        <source>checking…</source>
        <translation>正在核对…</translation>
    </message>
    <message>
        <source>not checked yet · check</source>
        <translation>尚未检查 · 检查</translation>
    </message>
    <message>
        <source>✓ %1 values of this run checked: largest error %2</source>
        <translation>✓ 已检查本次运行的 %1 个数值：最大误差 %2</translation>
    </message>
    <message>
        <source>✗ check failed: error %1 at %2</source>
        <translation>✗ 核对未通过：%2 处误差 %1</translation>
    </message>
    <message>
        <source>source %1, target %2 of %3 positions</source>
        <translation>源文 %1，译文 %2 / %3 个位置</translation>
    </message>
</context>
<context>
    <name>headlight::StepControls</name>
    <message>
        <source>Speed of playing: 1× is one step a second</source>
        <translation>播放速度：1× 为每秒一步</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Jump: tokens of the text, from the prompt alone to the furthest step so far</source>
        <translation>跳转：文本的词元数，从仅有提示到目前走到的最远一步</translation>
    </message>
    <message>
        <source>Jump: masks that are filled, from none to the furthest step so far</source>
        <translation>跳转：已填的遮盖处数，从零到目前走到的最远一步</translation>
    </message>
    <message>
        <source>Jump to a step</source>
        <translation>跳转到某一步</translation>
    </message>
</context>
<context>
    <name>headlight::StepsView</name>
    <message>
        <source>The step before (P)</source>
        <translation>上一步（P）</translation>
    </message>
    <message>
        <source>The step before</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>The next step (N)</source>
        <translation>下一步（N）</translation>
    </message>
    <message>
        <source>The next step</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>How far the steps have gone</source>
        <translation>进行到哪一步</translation>
    </message>
    <message>
        <source>Attention of one query, step by step</source>
        <translation>一个查询的注意力，逐步计算</translation>
    </message>
    <message>
        <source>A mean of heads has no steps. Choose one head.</source>
        <translation>各头平均没有自己的步骤。请选择一个头。</translation>
    </message>
    <message>
        <source>“%1” comes after the query: masked</source>
        <translation>“%1”在查询之后：被掩蔽</translation>
    </message>
    <message>
        <source>“%1”: score %2, weight %3</source>
        <translation>“%1”：得分 %2，权重 %3</translation>
    </message>
</context>
<context>
    <name>headlight::TextDialog</name>
    <message>
        <source>Copy text</source>
        <translation>复制文本</translation>
    </message>
</context>
<context>
    <name>headlight::TokenChooser</name>
    <message>
        <source>Put another token here</source>
        <translation>在此处换一个词元</translation>
    </message>
    <message>
        <source>Type part of a token</source>
        <translation>输入词元的一部分</translation>
    </message>
</context>
<context>
    <name>headlight::TokenStrip</name>
    <message>
        <source>Tokens of the text</source>
        <translation>文本的词元</translation>
    </message>
    <message>
        <source>Type a prompt: its tokens appear here.</source>
        <translation>输入提示：它的词元会显示在这里。</translation>
    </message>
    <message>
        <source>Put another token here…</source>
        <translation>在此处换一个词元…</translation>
    </message>
    <message>
        <source>Go to this step</source>
        <translation>转到这一步</translation>
    </message>
    <message>
        <source>Go to the branch “%1”</source>
        <translation>转到分支“%1”</translation>
    </message>
</context>
<context>
    <name>headlight::TokensModel</name>
    <message>
        <source>prompt</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>generated</source>
        <translation>生成</translation>
    </message>
    <message>
        <source>“%1” is not in the vocabulary: the model gets %2.</source>
        <translation>“%1”不在词表中：模型得到的是 %2。</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Typed word</source>
        <translation>输入的词</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>source</source>
        <translation>源文</translation>
    </message>
    <message>
        <source>filled in</source>
        <translation>已填入</translation>
    </message>
    <message>
        <source>to be filled in</source>
        <translation>待填</translation>
    </message>
    <message>
        <source>start of the target</source>
        <translation>译文起点</translation>
    </message>
</context>
<context>
    <name>headlight::TokensView</name>
    <message>
        <source>Copy the text</source>
        <translation>复制文本</translation>
    </message>
    <message>
        <source>Copy the tokens</source>
        <translation>复制词元</translation>
    </message>
    <message>
        <source>Copy the ids</source>
        <translation>复制编号</translation>
    </message>
    <message>
        <source>Tokens of the text</source>
        <translation>文本的词元</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>How it was split</source>
        <translation>怎样切分</translation>
    </message>
    <message>
        <source>Every token with its id and its bytes</source>
        <translation>每个词元及其编号和字节</translation>
    </message>
    <message>
        <source>Step by step from the bytes or letters of the text to its tokens</source>
        <translation>从文本的字节或字母一步步到词元</translation>
    </message>
    <message>
        <source>Pages of the tokens panel</source>
        <translation>词元面板的页面</translation>
    </message>
</context>
<context>
    <name>headlight::scatter3d::ScatterWidget</name>
    <message>
        <source>Points in space</source>
        <translation>空间中的点</translation>
    </message>
    <message>
        <source>Drag to turn, drag with the right button to move, wheel to come nearer; with Ctrl a drag draws a box that chooses points, with Ctrl and Shift a lasso. Keys: A, D, W, S or Shift and the arrows turn, plus and minus zoom, R starts over, B and L choose by box or lasso, Escape ends that.</source>
        <translation>拖动旋转，用右键拖动平移，滚轮靠近；按住 Ctrl 拖动画出选点的方框，按住 Ctrl 和 Shift 画套索。按键：A、D、W、S 或 Shift 加方向键旋转，加号和减号缩放，R 复位，B 和 L 用方框或套索选择，Esc 结束。</translation>
    </message>
</context>
<context>
    <name>messages</name>
    <message>
        <source>An error occurred inside Headlight: {what}.</source>
        <translation>Headlight 内部出错：{what}。</translation>
    </message>
    <message>
        <source>Unknown message code {code}.</source>
        <translation>未知的消息代码 {code}。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>No hook point of this model matches &quot;{glob}&quot;; `headlight hooks` lists all hook points.</source>
        <translation>该模型没有与“{glob}”匹配的钩子点；`headlight hooks` 可列出全部。</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; names a layer, head or neuron that this model does not have (point {point}).</source>
        <translation>“{text}”指定了该模型没有的层、头或神经元（钩子点 {point}）。</translation>
    </message>
    <message>
        <source>The model&apos;s configuration is not valid: {field} is {value}, but {rule}.</source>
        <translation>模型配置无效：{field} 为 {value}，但 {rule}。</translation>
    </message>
    <message>
        <source>This version of Headlight cannot run models of the kind &quot;{kind}&quot;; choose a decoder.</source>
        <translation>此版本的 Headlight 无法运行“{kind}”类型的模型；请选择解码器。</translation>
    </message>
    <message>
        <source>The model&apos;s context is full: it holds {n_ctx} tokens, {length} are used, and {added} more were requested.</source>
        <translation>模型的上下文已满：它最多容纳 {n_ctx} 个词元，已用 {length} 个，还要加 {added} 个。</translation>
    </message>
    <message>
        <source>Token id {id} is outside the model&apos;s vocabulary of {d_vocab} entries: the model has no row for it. Leave this token out of the text, or use the tokenizer that belongs to the model.</source>
        <translation>词元编号 {id} 超出模型词表的 {d_vocab} 项：模型中没有它的行。请从文本中去掉该词元，或使用与模型匹配的分词器。</translation>
    </message>
    <message>
        <source>The vocabulary is empty; a tokenizer needs at least one token.</source>
        <translation>词表为空；分词器至少需要一个词元。</translation>
    </message>
    <message>
        <source>The vocabulary contains &quot;{piece}&quot; twice, as tokens {first} and {second}; each token must occur only once.</source>
        <translation>词表中“{piece}”出现了两次（编号 {first} 和 {second}）；每个词元只能出现一次。</translation>
    </message>
    <message>
        <source>Token {id} of the vocabulary is not valid UTF-8.</source>
        <translation>词表中编号 {id} 的词元不是有效的 UTF-8。</translation>
    </message>
    <message>
        <source>The vocabulary has no token &quot;{piece}&quot; for unknown words; add it.</source>
        <translation>词表中没有代表未知词的词元“{piece}”；请添加。</translation>
    </message>
    <message>
        <source>The added token &quot;{piece}&quot; is not in the vocabulary or is empty.</source>
        <translation>附加词元“{piece}”不在词表中或为空。</translation>
    </message>
    <message>
        <source>A vocabulary of {size} tokens is too small: {required} tokens must be in it. Choose a larger size.</source>
        <translation>{size} 个词元的词表装不下必须包含的 {required} 个；请要求更大的词表。</translation>
    </message>
    <message>
        <source>The file {file} does not exist; check its name and folder.</source>
        <translation>没有文件 {file}；请检查文件名和所在文件夹。</translation>
    </message>
    <message>
        <source>Cannot read {file}: {reason}.</source>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} is larger than {limit} bytes, the limit for this type of file.</source>
        <translation>{file} 超过 {limit} 字节，即此类文件的上限。</translation>
    </message>
    <message>
        <source>Cannot write {file}: {reason}. Nothing was changed; choose another place or free some space.</source>
        <translation>无法写入 {file}：{reason}。未作任何更改；请换一个位置或腾出空间。</translation>
    </message>
    <message>
        <source>Cannot create the folder {folder}: {reason}. Choose another place.</source>
        <translation>无法创建文件夹 {folder}：{reason}。请换一个位置。</translation>
    </message>
    <message>
        <source>{file} is not valid JSON, at byte {position}: {reason}. Correct the file or fetch it again.</source>
        <translation>{file} 不是有效的 JSON，字节 {position} 处：{reason}。请修正文件或重新获取。</translation>
    </message>
    <message>
        <source>The JSON of {file} is larger than {limit} bytes, the limit of Headlight.</source>
        <translation>{file} 的 JSON 超过 {limit} 字节，超出 Headlight 的读取上限。</translation>
    </message>
    <message>
        <source>The JSON of {file} is nested deeper than {limit} levels at byte {position}; no valid file of this type needs that.</source>
        <translation>{file} 的 JSON 在字节 {position} 处嵌套超过 {limit} 层；这类文件不需要这么深。</translation>
    </message>
    <message>
        <source>The JSON of {file} has more than {limit} values (at byte {position}), the limit of Headlight.</source>
        <translation>{file} 的 JSON 含有超过 {limit} 个值（字节 {position} 处），超出 Headlight 的读取上限。</translation>
    </message>
    <message>
        <source>The JSON of {file} has the key &quot;{key}&quot; twice in one object, at byte {position}; remove one of them.</source>
        <translation>{file} 的 JSON 在字节 {position} 处同一对象中有两个键“{key}”；请删除其中一个。</translation>
    </message>
    <message>
        <source>{file} lacks &quot;{field}&quot;; add it or fetch the file again.</source>
        <translation>{file} 缺少“{field}”；请补上或重新获取文件。</translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; must be of type {expected}, but it is of type {found}.</source>
        <translation>在 {file} 中，“{field}”的类型应为 {expected}，实际为 {found}。</translation>
    </message>
    <message>
        <source>{file} has {size} bytes, too few for a safetensors file; fetch it again.</source>
        <translation>{file} 只有 {size} 字节，不足以构成 safetensors 文件；请重新获取。</translation>
    </message>
    <message>
        <source>{file} says at byte 0 that its header has {length} bytes, but only {left} bytes follow (the limit is 100000000); the file is truncated, or it is not a safetensors file.</source>
        <translation>{file} 在字节 0 处声称文件头长 {length} 字节，但只剩 {left} 字节（最多允许 100000000）；文件被截断，或不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>The header of {file} does not begin with a curly bracket at byte 8; this is not a safetensors file.</source>
        <translation>{file} 的文件头在字节 8 处不以花括号开头；它不是 safetensors 文件。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the number type &quot;{dtype}&quot;, which does not exist in this format.</source>
        <translation>在 {file} 中，张量 {tensor} 的数值类型“{dtype}”在该格式中不存在。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the type {dtype}; weights must be F32, F16, BF16 or F64. Convert the file.</source>
        <translation>在 {file} 中，张量 {tensor} 为 {dtype}；权重必须是 F32、F16、BF16 或 F64。请转换文件。</translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; must be a list of whole numbers that are not negative (data_offsets: two numbers).</source>
        <translation>在 {file} 中，“{field}”必须是非负整数的列表（data_offsets 为两个）。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the shape {shape}, which is too large for any memory.</source>
        <translation>在 {file} 中，张量 {tensor} 的形状为 {shape}，任何内存都装不下。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} of shape {shape} and type {dtype} needs {needed} bytes, but {found} bytes are reserved for it.</source>
        <translation>在 {file} 中，形状 {shape}、类型 {dtype} 的张量 {tensor} 需要 {needed} 字节，但其位置只有 {found} 字节。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} is said to be at bytes {begin} to {end} of the data, but the data has {size} bytes; the file is truncated or damaged. Fetch it again.</source>
        <translation>在 {file} 中，张量 {tensor} 声称占据数据的第 {begin} 至 {end} 字节，而数据只有 {size} 字节；文件被截断或损坏。请重新获取。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} begins at byte {from}, inside another tensor that ends at byte {to}.</source>
        <translation>在 {file} 中，张量 {tensor} 从字节 {from} 开始，落在另一个到字节 {to} 才结束的张量之内。</translation>
    </message>
    <message>
        <source>In {file}, bytes {from} to {to}, before the tensor {tensor}, belong to no tensor.</source>
        <translation>在 {file} 中，张量 {tensor} 之前的字节 {from} 至 {to} 不属于任何张量。</translation>
    </message>
    <message>
        <source>In {file}, bytes {from} to {to} at the end belong to no tensor.</source>
        <translation>在 {file} 中，末尾的字节 {from} 至 {to} 不属于任何张量。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has {count} numbers that are NaN or infinite, the first at {place}; all results that depend on them will be wrong.</source>
        <translation>在 {file} 中，张量 {tensor} 有 {count} 个数是 NaN 或无穷大，第一个在 {place}；依赖它们的结果会是错的。</translation>
    </message>
    <message>
        <source>{file} is not a NumPy array file (.npy).</source>
        <translation>{file} 不是 NumPy 数组文件（.npy）。</translation>
    </message>
    <message>
        <source>The header of {file} is damaged at byte {position}.</source>
        <translation>{file} 的文件头在字节 {position} 处损坏。</translation>
    </message>
    <message>
        <source>The shape of {file} needs {needed} bytes of numbers, but the file has {found}.</source>
        <translation>{file} 的形状需要 {needed} 字节的数值，实际为 {found} 字节。</translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; is &quot;{value}&quot;, which is not supported yet; supported: {known}.</source>
        <translation>在 {file} 中，“{field}”为“{value}”，目前尚不支持；支持的有：{known}。</translation>
    </message>
    <message>
        <source>In {file}, &quot;{field}&quot; is {value}; it must be {rule}.</source>
        <translation>在 {file} 中，“{field}”为 {value}；它必须是 {rule}。</translation>
    </message>
    <message>
        <source>{file} contradicts itself: &quot;{field}&quot; is {value}, but &quot;{other}&quot; is {otherValue}.</source>
        <translation>{file} 自相矛盾：“{field}”为 {value}，而“{other}”为 {otherValue}。</translation>
    </message>
    <message>
        <source>{file} has a tensor {tensor}, but a model with this configuration does not have it; use the config.json that belongs to the file.</source>
        <translation>{file} 含有此配置的模型所没有的张量 {tensor}；请使用与之配套的 config.json。</translation>
    </message>
    <message>
        <source>{file} describes a tokenizer whose {part} is &quot;{value}&quot;, which is not supported yet; supported: {known}.</source>
        <translation>{file} 描述的分词器的 {part} 为“{value}”，目前尚不支持；支持的有：{known}。</translation>
    </message>
    <message>
        <source>In {file}, the token &quot;{piece}&quot; has the id {id}; the ids of this file can be 0 to {last}.</source>
        <translation>在 {file} 中，词元“{piece}”的编号为 {id}；该文件的编号可以是 0 到 {last}。</translation>
    </message>
    <message>
        <source>In {file}, the tokens &quot;{first}&quot; and &quot;{second}&quot; have the same id {id}.</source>
        <translation>在 {file} 中，词元“{first}”和“{second}”的编号同为 {id}。</translation>
    </message>
    <message>
        <source>{file} has {found} tokens, but config.json says {expected}; the two files do not belong together.</source>
        <translation>{file} 有 {found} 个词元，而 config.json 说是 {expected} 个；两个文件不配套。</translation>
    </message>
    <message>
        <source>No model has the name &quot;{name}&quot;. Sample models: {known}. You can also give the path of a model folder.</source>
        <translation>没有名为“{name}”的模型。示例模型：{known}。也可以给出模型文件夹的路径。</translation>
    </message>
    <message>
        <source>{path} is not a model folder: it must be a folder with config.json, model.safetensors and tokenizer.json.</source>
        <translation>{path} 不是模型文件夹：它应包含 config.json、model.safetensors 和 tokenizer.json。</translation>
    </message>
    <message>
        <source>A model is required: give the name of a sample model or the path of a model folder. Sample models: {known}.</source>
        <translation>需要一个模型：示例模型的名称或模型文件夹的路径。示例模型：{known}。</translation>
    </message>
    <message>
        <source>Cannot read the model card {file}; the model was opened without it.</source>
        <translation>无法读取模型说明卡 {file}；模型已在没有它的情况下打开。</translation>
    </message>
    <message>
        <source>The model card {file} is a symbolic link to a file outside the model&apos;s folder; the model was opened without it, so that a copy of the model does not contain that file.</source>
        <translation>模型说明卡 {file} 是指向模型文件夹之外某个文件的符号链接；模型已在没有它的情况下打开，这样模型的副本就不会包含那个文件。</translation>
    </message>
    <message>
        <source>The model folder {folder} lacks {name}; fetch the folder again.</source>
        <translation>模型文件夹 {folder} 缺少 {name}；请重新获取该文件夹。</translation>
    </message>
    <message>
        <source>{file} is not a Headlight file, or its beginning is damaged.</source>
        <translation>{file} 不是 Headlight 的文件，或其开头已损坏。</translation>
    </message>
    <message>
        <source>{file} is a Headlight {found}, but a {expected} is needed here.</source>
        <translation>{file} 是 Headlight 的 {found}，但这里需要 {expected}。</translation>
    </message>
    <message>
        <source>{file} was written by a newer version of Headlight (file version {found}, this program reads up to {known}); open it with the newer version.</source>
        <translation>{file} 由更新版本的 Headlight 写成（文件版本 {found}，本程序最多读到 {known}）；请用更新的版本打开。</translation>
    </message>
    <message>
        <source>{file} ends too early: at byte {position}, {needed} more bytes are needed and {left} are left. Copy it again.</source>
        <translation>{file} 过早结束：在字节 {position} 处还需要 {needed} 字节，只剩 {left} 字节。请重新复制。</translation>
    </message>
    <message>
        <source>{file} has {extra} bytes too many after byte {position}; it is damaged.</source>
        <translation>{file} 在字节 {position} 之后多出 {extra} 字节；文件已损坏。</translation>
    </message>
    <message>
        <source>The checksum of {file} is wrong: the file is damaged. Use another copy.</source>
        <translation>{file} 的校验和不符：文件已损坏。请使用另一份副本。</translation>
    </message>
    <message>
        <source>{file} has a value at byte {position} that is not valid; the file is damaged.</source>
        <translation>{file} 在字节 {position} 处的值无效；文件已损坏。</translation>
    </message>
    <message>
        <source>{file} has {found} numbers at byte {position}, but {expected} are needed; it belongs to another model or is damaged.</source>
        <translation>{file} 在字节 {position} 处有 {found} 个数，而需要 {expected} 个；它属于另一个模型或已损坏。</translation>
    </message>
    <message>
        <source>The prompt is empty: type at least one word.</source>
        <translation>提示为空：请至少输入一个词。</translation>
    </message>
    <message>
        <source>The temperature must be a number above 0, not {value}.</source>
        <translation>温度必须是大于 0 的数，不能是 {value}。</translation>
    </message>
    <message>
        <source>Top-k must be 0 (no cut) or a positive whole number, not {value}.</source>
        <translation>top-k 必须是 0（不截断）或正整数，不能是 {value}。</translation>
    </message>
    <message>
        <source>Top-p must be above 0 and at most 1, not {value}.</source>
        <translation>top-p 必须大于 0 且不超过 1，不能是 {value}。</translation>
    </message>
    <message>
        <source>The model&apos;s score for token {token} is not a finite number, so no next token can be chosen: the weights are damaged, or an intervention made the values invalid.</source>
        <translation>模型给词元 {token} 的分数不是有限数，因此无法选出下一个词元：权重已损坏，或某项干预破坏了运行。</translation>
    </message>
    <message>
        <source>No token can come next: every token of the model&apos;s vocabulary is a special token or has the score minus infinity.</source>
        <translation>模型没有留下任何可能的下一个词元：词表中的每个词元要么是特殊词元，要么分数为负无穷。</translation>
    </message>
    <message>
        <source>The model has no head {head} in layer {layer}: it has {layers} layers with {heads} heads each, counted from 0.</source>
        <translation>模型第 {layer} 层没有第 {head} 头：它有 {layers} 层，每层 {heads} 头，从 0 数起。</translation>
    </message>
    <message>
        <source>The model has no layer {layer}: it has {layers} layers, counted from 0.</source>
        <translation>模型没有第 {layer} 层：它有 {layers} 层，从 0 数起。</translation>
    </message>
    <message>
        <source>This model has no attention, so there is no attention to show.</source>
        <translation>该模型没有注意力，因此没有可展示的注意力。</translation>
    </message>
    <message>
        <source>Rollout follows the attention of a text to itself through the layers. Cross-attention looks at another text, so it has no rollout. Choose the encoder&apos;s or the decoder&apos;s attention.</source>
        <translation>注意力展开（rollout）沿各层追踪文本对自身的注意力；交叉注意力看的是另一段文本，因此无法展开。请选择编码器或解码器的注意力。</translation>
    </message>
    <message>
        <source>{file}: in the grammar, {field} {what}. Correct the file or use the one that came with Headlight.</source>
        <translation>{file}：语法中 {field} {what}。请修正文件，或使用 Headlight 自带的文件。</translation>
    </message>
    <message>
        <source>The grammar&apos;s template &quot;{template}&quot; has a slot {slot}, but the grammar has no class, list or table of that name. Correct the template.</source>
        <translation>语法模板“{template}”的空位 {slot} 不对应任何词类、列表或表格。请修正模板。</translation>
    </message>
    <message>
        <source>The grammar has no templates of the kind {kind}. Add some to its file.</source>
        <translation>语法中没有 {kind} 类的模板。请在其文件中添加。</translation>
    </message>
    <message>
        <source>No template of the grammar&apos;s kind {kind} has exactly {words} words. Add one to its file.</source>
        <translation>语法的 {kind} 类中没有恰好 {words} 个词的模板。请在其文件中添加一个。</translation>
    </message>
    <message>
        <source>The grammar finds no combination of subject, verb and modifier that may be used here. Change the reserved share in its file.</source>
        <translation>语法找不到此处可用的主语、动词和修饰语组合。请更改其文件中保留的比例。</translation>
    </message>
    <message>
        <source>The grammar {name} was asked for {count} different pairs and makes only about {found}. Ask for fewer in the recipe, or add words to the grammar&apos;s file.</source>
        <translation>要求语法 {name} 生成 {count} 个不同的句对，但它只能生成大约 {found} 个。请在配方中要求更少的句对，或在语法文件中加入更多的词。</translation>
    </message>
    <message>
        <source>The grammar cannot make a single sentence of the kind {kind}; it can make sentences of the kinds place, agreement and name.</source>
        <translation>语法无法生成 {kind} 类的单个句子；它可以生成 place、agreement 和 name 类。</translation>
    </message>
    <message>
        <source>{file}: the recipe has a field {field} that does not exist. Correct its name or remove it.</source>
        <translation>{file}：配方中的字段 {field} 不存在。请更正名称或将其删除。</translation>
    </message>
    <message>
        <source>{file}: the recipe&apos;s field {field} is {value}, but it must be {range}. Correct it.</source>
        <translation>{file}：配方的字段 {field} 为 {value}，但它必须是 {range}。请更正。</translation>
    </message>
    <message>
        <source>The corpus {file} ({bytes} bytes) was not found. Get it from {home} and put it into {folder}, or name another data folder with --data.</source>
        <translation>找不到语料 {file}（{bytes} 字节）。请从 {home} 获取并放入 {folder}，或用 --data 指定另一个数据文件夹。</translation>
    </message>
    <message>
        <source>The corpus {file} in {folder} is not the one that the recipe names: {what} is {found} instead of {expected}. Get the file again from {home} and put it into {folder}.</source>
        <translation>{folder} 中的语料 {file} 不是配方所用的那份：{what} 为 {found}，应为 {expected}。请从 {home} 重新获取并放入 {folder}。</translation>
    </message>
    <message>
        <source>The source {source} has no text to learn from. Check its file and its separator.</source>
        <translation>来源 {source} 没有可供学习的文本。请检查其文件和分隔符。</translation>
    </message>
    <message>
        <source>The vocabulary has no &lt;|endoftext|&gt;, which must end every document of a training text.</source>
        <translation>词表中没有 &lt;|endoftext|&gt;，而训练文本的每篇文档都以它结尾。</translation>
    </message>
    <message>
        <source>The loss is no longer a finite number at step {step}. Use a lower learning rate or a longer warm-up; the last checkpoint is kept.</source>
        <translation>第 {step} 步的损失不再是有限数。请降低学习率或延长预热；最后的检查点已保留。</translation>
    </message>
    <message>
        <source>{file} has no text to evaluate the model on. Give a file with at least one word.</source>
        <translation>{file} 中没有可供测量的文本。请给出至少含一个词的文件。</translation>
    </message>
    <message>
        <source>There is no checkpoint {file} to resume from. Leave out --resume to start from the beginning.</source>
        <translation>没有可供继续的检查点 {file}。去掉 --resume 即从头开始。</translation>
    </message>
    <message>
        <source>{file} is the checkpoint of an unfinished training. Continue the training with --resume, or remove the file to start from the beginning.</source>
        <translation>{file} 是未完成训练的检查点。请用 --resume 继续训练，或删除该文件从头开始。</translation>
    </message>
    <message>
        <source>The checkpoint {file} is damaged: {problem}. Start again without it, or use an older copy.</source>
        <translation>检查点 {file} 已损坏：{problem}。请不用它重新开始，或使用较早的副本。</translation>
    </message>
    <message>
        <source>The checkpoint {file} belongs to another recipe or other data, so it cannot be resumed with this one. Start again in another folder.</source>
        <translation>检查点 {file} 属于另一个配方或其他数据，无法用当前配方继续。请在另一个文件夹中重新开始。</translation>
    </message>
    <message>
        <source>There is nothing to project: {rows} rows of {columns} values. At least one row and one value are needed.</source>
        <translation>没有可投影的内容：{rows} 行，每行 {columns} 个值。行与值都至少需要一个。</translation>
    </message>
    <message>
        <source>Row {row}, column {column} is not a finite number (NaN or infinity), so no projection can be computed. Remove that row.</source>
        <translation>第 {row} 行第 {column} 列不是有限数（NaN 或无穷大），无法计算投影。请删除该行。</translation>
    </message>
    <message>
        <source>{what} is not valid UTF-8: type it again, or set the terminal to UTF-8.</source>
        <translation>{what} 不是有效的 UTF-8：请重新输入，或把终端设为 UTF-8。</translation>
    </message>
    <message>
        <source>Standard input is longer than {limit} bytes; no model here can read such a long prompt.</source>
        <translation>标准输入超过 {limit} 字节，这里没有模型能把它当作提示来读。</translation>
    </message>
    <message>
        <source>--greedy always takes the likeliest token and cannot be combined with {option}: leave out one of them.</source>
        <translation>--greedy 总取最可能的词元，不能与 {option} 同用：请去掉其一。</translation>
    </message>
    <message>
        <source>{option} needs {other} as well.</source>
        <translation>{option} 还需要 {other}。</translation>
    </message>
    <message>
        <source>Give exactly one of {options}.</source>
        <translation>请在 {options} 中恰好给出一个。</translation>
    </message>
    <message>
        <source>{option} cannot be &quot;{value}&quot;; expected: {expected}.</source>
        <translation>{option} 不能是“{value}”；应为：{expected}。</translation>
    </message>
    <message>
        <source>{what} is not available in this version; {instead}.</source>
        <translation>此版本尚无 {what}；{instead}。</translation>
    </message>
    <message>
        <source>This build has no window and cannot draw {format}: choose csv or npy, or build with -DHEADLIGHT_UI=ON.</source>
        <translation>此构建不含窗口，无法绘制 {format}：请改用 csv 或 npy，或以 -DHEADLIGHT_UI=ON 构建。</translation>
    </message>
    <message>
        <source>This build has no window: give a subcommand. &quot;headlight --help&quot; lists them.</source>
        <translation>此构建不含窗口：请给出子命令。“headlight --help”可列出它们。</translation>
    </message>
    <message>
        <source>{file} must contain a JSON array of strings; element {element} is not a string.</source>
        <translation>{file} 必须是字符串的 JSON 数组；第 {element} 个元素不是字符串。</translation>
    </message>
    <message>
        <source>{file} must contain a JSON array of strings.</source>
        <translation>{file} 必须是字符串的 JSON 数组。</translation>
    </message>
    <message>
        <source>Cannot write to standard output: the disk is full, or the program that reads it has closed it.</source>
        <translation>无法写入标准输出：磁盘已满，或读取它的程序已关闭。</translation>
    </message>
    <message>
        <source>There is not enough memory; choose fewer hook points, or a shorter prompt.</source>
        <translation>内存不足；请减少钩子点，或缩短提示。</translation>
    </message>
    <message>
        <source>The prompt is longer than the model&apos;s context of {context} tokens: the last {kept} tokens are kept; the model does not see the {dropped} tokens before them.</source>
        <translation>提示超过模型 {context} 个词元的上下文：保留最后 {kept} 个词元，之前的 {dropped} 个模型看不到。</translation>
    </message>
    <message>
        <source>The context is full: this model sees at most {limit} tokens. Choose &quot;Slide the window&quot; to drop the oldest tokens and continue.</source>
        <translation>上下文已满：该模型最多看到 {limit} 个词元。选择“滑动窗口”可去掉最早的词元并继续。</translation>
    </message>
    <message>
        <source>The model ended the text here. Step back and take another token to continue differently.</source>
        <translation>模型在此结束了文本。后退一步并改取另一个词元，可以换一种方式继续。</translation>
    </message>
    <message>
        <source>The prompt is longer than this model&apos;s context of {limit} tokens: the last {limit} tokens are kept, the {dropped} tokens before them are dropped.</source>
        <translation>提示超过该模型 {limit} 个词元的上下文：保留最后 {limit} 个，之前的 {dropped} 个未保留。</translation>
    </message>
    <message>
        <source>The prompt field holds at most {limit} characters; the rest was left out.</source>
        <translation>提示框最多容纳 {limit} 个字符；其余部分已略去。</translation>
    </message>
    <message>
        <source>No sample model was found. Choose File, Open model folder, or train one with: headlight train --recipe sample_models/recipes/classroom-en.json --out FOLDER.</source>
        <translation>没有找到示例模型。请选择“文件”→“打开模型文件夹”，或自行训练：headlight train --recipe sample_models/recipes/classroom-en.json --out FOLDER。</translation>
    </message>
    <message>
        <source>There is nothing to save in this view yet: type a prompt first.</source>
        <translation>此视图还没有可保存的内容：请先输入提示。</translation>
    </message>
    <message>
        <source>Parts of the model are switched off in this run, but the reference computes the whole model: switch the parts on again to check.</source>
        <translation>本次运行关闭了模型的一部分，而参考实现计算的是整个模型：请重新打开后再核对。</translation>
    </message>
    <message>
        <source>&quot;{argument}&quot; is neither a subcommand nor a model folder. &quot;headlight --help&quot; lists the subcommands.</source>
        <translation>“{argument}”既不是子命令也不是模型文件夹。“headlight --help”可列出子命令。</translation>
    </message>
    <message>
        <source>There is no display, so the window cannot open. Use a subcommand instead, for example: headlight run --model classroom-en --prompt &quot;The cat is on the&quot; --steps 2</source>
        <translation>没有可供打开窗口的显示器。此时请使用子命令，例如：headlight run --model classroom-en --prompt &quot;The cat is on the&quot; --steps 2</translation>
    </message>
    <message>
        <source>The name {file} does not end in a known format: use .png, .svg, .pdf, .csv or .npy.</source>
        <translation>文件名 {file} 的结尾不是已知格式：请以 .png、.svg、.pdf、.csv 或 .npy 结尾。</translation>
    </message>
    <message>
        <source>Saved {file}.</source>
        <translation>已保存 {file}。</translation>
    </message>
    <message>
        <source>Saved {count} files in {folder}.</source>
        <translation>已在 {folder} 中保存 {count} 个文件。</translation>
    </message>
    <message>
        <source>Copied: {text}</source>
        <translation>已复制：{text}</translation>
    </message>
    <message>
        <source>{threads} is not a valid number of threads: choose 0 (as many as the machine has cores) up to {limit}.</source>
        <translation>线程数不能是 {threads}：请选择 0（与本机核心数相同）到 {limit}。</translation>
    </message>
    <message>
        <source>The check failed at {point}: the largest difference from the double-precision reference is {error}. Please report this with the model and the prompt.</source>
        <translation>核对在 {point} 处未通过：与双精度参考值的最大差异为 {error}。请连同模型和提示一起报告。</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; does not name a part of a model; write L0H3 (a head), L0 (the attention of a layer), mlp0, or L0N12 (a neuron). Add @2 or @2-4 to choose positions. For a translating model, put encoder, decoder or cross in front.</source>
        <translation>“{text}”没有指定模型的某个部分；请写 L0H3（一个头）、L0（一层的注意力）、mlp0 或 L0N12（一个神经元）。加上 @2 或 @2-4 可指定位置。对翻译模型，请在前面加 encoder、decoder 或 cross。</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; does not say which side of this model is meant; write encoder {text}, decoder {text} or cross {text}.</source>
        <translation>“{text}”没有说明指该模型的哪一侧；请写 encoder {text}、decoder {text} 或 cross {text}。</translation>
    </message>
    <message>
        <source>There are {count} segment ids for {tokens} tokens; each token needs one segment id between 0 and {last}.</source>
        <translation>给出了 {count} 个片段编号，而词元有 {tokens} 个；每个词元都需要一个 0 到 {last} 之间的编号。</translation>
    </message>
    <message>
        <source>This model fills in missing words, but the prompt has none: write {mask} where a word is missing.</source>
        <translation>该模型填补缺失的词，而提示中没有缺词：请在缺词处写 {mask}。</translation>
    </message>
    <message>
        <source>This model fills in missing words, but no file of its tokenizer names a mask token. Put the tokenizer_config.json that names one (mask_token) into its folder.</source>
        <translation>该模型填补缺失的词，但它的分词器的文件都没有指明遮盖词元。请将指明遮盖词元（mask_token）的 tokenizer_config.json 放入模型文件夹。</translation>
    </message>
    <message>
        <source>Beam search needs a model that writes a text token by token; a model of the kind {kind} does not. Leave out the beam search.</source>
        <translation>束搜索需要逐个词元写文本的模型，而 {kind} 类模型不这样工作。请去掉束搜索。</translation>
    </message>
    <message>
        <source>{what} = {value} is not valid for a beam search: it must be {expected}.</source>
        <translation>{what} = {value} 不适用于束搜索：必须是 {expected}。</translation>
    </message>
    <message>
        <source>Merge {number} of the tokenizer, &quot;{merge}&quot;, needs the token &quot;{piece}&quot;, which is not in the vocabulary; the merges do not belong to this vocabulary.</source>
        <translation>分词器的第 {number} 条合并“{merge}”需要词元“{piece}”，而词表中没有；两者不匹配。</translation>
    </message>
    <message>
        <source>The vocabulary gives the piece &quot;{piece}&quot; a score that is not a finite number; fetch the tokenizer&apos;s file again.</source>
        <translation>词表给“{piece}”的分数不是有限数；请重新获取分词器文件。</translation>
    </message>
    <message>
        <source>There is no text to learn a vocabulary from; check the files of the recipe.</source>
        <translation>没有可用来学习词表的文本；请检查配方中的文件。</translation>
    </message>
    <message>
        <source>The weight {value} of the tensor {tensor} is too large for {dtype}; save the model as float32 or bfloat16.</source>
        <translation>张量 {tensor} 的权重 {value} 超出 {dtype} 的范围；请以 float32 或 bfloat16 保存模型。</translation>
    </message>
    <message>
        <source>{file} has the tensor {tensor} twice, under two names.</source>
        <translation>{file} 中张量 {tensor} 以两个名称出现了两次。</translation>
    </message>
    <message>
        <source>config.json says that {tensor} is the same as {other}, but {file} has a different one; Headlight ignored it, as Hugging Face does.</source>
        <translation>config.json 说 {tensor} 与 {other} 相同，但 {file} 中另有一个；与 Hugging Face 一样，它被忽略了。</translation>
    </message>
    <message>
        <source>{file} has {count} tensors that Headlight does not use (the first is {tensor}); they were left out.</source>
        <translation>{file} 中有 {count} 个 Headlight 用不到的张量（第一个是 {tensor}）；它们被略去了。</translation>
    </message>
    <message>
        <source>A config.json of the type {type} cannot express {field} = {value}; it must be {rule}. Change the model&apos;s configuration.</source>
        <translation>{type} 类型的 config.json 无法表达 {field} = {value}；它必须是 {rule}。请更改模型配置。</translation>
    </message>
    <message>
        <source>{file} has no token &quot;{piece}&quot;, which a tokenizer of this kind needs. If this tokenizer calls it otherwise, put the tokenizer_config.json or special_tokens_map.json that says so into the folder; if not, fetch the file again.</source>
        <translation>{file} 中没有此类分词器需要的词元“{piece}”。如果该分词器对它另有名称，请将说明这一点的 tokenizer_config.json 或 special_tokens_map.json 放入文件夹；否则请重新获取文件。</translation>
    </message>
    <message>
        <source>In {file}, entry {number} of {place} is not a merge; it must be two tokens with one space between them, or a list of two tokens.</source>
        <translation>在 {file} 中，{place} 的第 {number} 项不是合并；它必须是以一个空格隔开的两个词元，或两个词元的列表。</translation>
    </message>
    <message>
        <source>No parameter of the model matches {glob}. Parameters have the names used in model.safetensors of the base model; correct the globs of the recipe.</source>
        <translation>模型中没有参数与 {glob} 匹配。参数名与基础模型的 model.safetensors 相同；请更正配方中的通配式。</translation>
    </message>
    <message>
        <source>The parameter {parameter} is a vector; only matrices can have low-rank adapters. Correct fine_tuning.lora.matrices in the recipe.</source>
        <translation>参数 {parameter} 是向量；只有矩阵可以带低秩适配器。请更正配方中的 fine_tuning.lora.matrices。</translation>
    </message>
    <message>
        <source>The vocabulary has no {token} token, which a model of the kind {kind} needs. Choose another tokenizer in the recipe.</source>
        <translation>词表中没有 {token} 词元，而 {kind} 类模型需要它。请在配方中换一个分词器。</translation>
    </message>
    <message>
        <source>The vocabulary has no [MASK], which an encoder needs for training and for evaluation. Use a tokenizer that has it.</source>
        <translation>词表中没有 [MASK]，而编码器的训练和测量都需要它。请使用含有它的分词器。</translation>
    </message>
    <message>
        <source>A model of the kind {kind} translates, so it is evaluated on pairs of sentences and their translations, not on a text.</source>
        <translation>{kind} 类模型做翻译，因此要用句子与译文对来测量，而不是用一篇文本。</translation>
    </message>
    <message>
        <source>A model of the kind {kind} does not translate, so it is evaluated on a text, not on pairs.</source>
        <translation>{kind} 类模型不做翻译，因此要用文本来测量，而不是用句对。</translation>
    </message>
    <message>
        <source>--beams looks for the likeliest text and cannot be combined with {option}: leave out one of them.</source>
        <translation>--beams 寻找最可能的文本，不能与 {option} 同用：请去掉其中一个。</translation>
    </message>
    <message>
        <source>Every mask of this sentence is filled. Step back to fill a mask with another word, or write another sentence.</source>
        <translation>这个句子的遮盖处都已填好。后退一步可改填别的词，或另写一个句子。</translation>
    </message>
    <message>
        <source>The translation has reached the greatest length that this model can write: {limit} tokens.</source>
        <translation>译文已达到该模型能写的最大长度：{limit} 个词元。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s normalizer makes this text more than {times} times longer; its tokenizer.json is damaged or malicious. Fetch the file again.</source>
        <translation>分词器的规范化使这段文本变长超过 {times} 倍；它的 tokenizer.json 已损坏或有恶意。请重新获取文件。</translation>
    </message>
    <message>
        <source>The weights of this model are in memory with the type that its file uses ({tensor} as {type}). The model can run, but it cannot be trained: save it as a folder with float32 weights first.</source>
        <translation>此模型的权重在内存中保持文件里的类型（{tensor} 为 {type}）。它可以运行，但不能训练：请先另存为 float32 权重的文件夹。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s pattern &quot;{pattern}&quot; cannot be used ({reason}); fetch its file again, or open a model with another tokenizer.</source>
        <translation>分词器的模式“{pattern}”无法使用（{reason}）；请重新获取它的文件，或打开使用其他分词器的模型。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s pattern &quot;{pattern}&quot; takes too long on this text; its file is damaged or malicious. Fetch the file again, or try a shorter text.</source>
        <translation>分词器的模式“{pattern}”处理此文本耗时过长；它的文件已损坏或有恶意。请重新获取，或换一段较短的文本。</translation>
    </message>
    <message>
        <source>The tokenizer&apos;s precompiled normalizer is damaged: {reason}. Fetch its file again.</source>
        <translation>分词器的预编译规范化器已损坏：{reason}。请重新获取它的文件。</translation>
    </message>
    <message>
        <source>With the array {array}, the NPZ archive would exceed the limit of 4 GiB or 65535 arrays; write a model folder instead.</source>
        <translation>加入数组 {array} 后，NPZ 归档会超过 4 GiB 或 65535 个数组的上限；请改为写出模型文件夹。</translation>
    </message>
    <message>
        <source>{file} is not a complete SentencePiece model: at byte {offset}, {reason}. Fetch the file again.</source>
        <translation>{file} 不是完整的 SentencePiece 模型：在第 {offset} 字节处，{reason}。请重新获取该文件。</translation>
    </message>
    <message>
        <source>{file} is not a SentencePiece model: it has no pieces. Fetch the file again.</source>
        <translation>{file} 不是 SentencePiece 模型：其中没有任何片段。请重新获取该文件。</translation>
    </message>
    <message>
        <source>{file} needs about {needed} of memory, but only {available} are free on this computer. Close other programs, or use a smaller model, or a GGUF file with a smaller number type.</source>
        <translation>{file} 大约需要 {needed} 内存，而这台电脑只有 {available} 可用。请关闭其他程序，或换用较小的模型，或换用数值类型更小的 GGUF 文件。</translation>
    </message>
    <message>
        <source>{file} is only a pointer of Git LFS to a file of {size}, not the file itself. Fetch the file with &quot;git lfs pull&quot; in its folder, or download it from the model&apos;s page.</source>
        <translation>{file} 只是一个 Git LFS 指针，指向一个大小为 {size} 的文件，不是文件本身。请在其文件夹中运行“git lfs pull”，或从模型的页面下载。</translation>
    </message>
    <message>
        <source>{file} describes a model of the architecture &quot;{found}&quot;, which Headlight cannot run; it runs GPT-2, BERT and Marian models and its own kinds ({known}).</source>
        <translation>{file} 描述的模型架构是“{found}”，Headlight 无法运行；它能运行 GPT-2、BERT、Marian 模型以及自己的模型（{known}）。</translation>
    </message>
    <message>
        <source>The model folder {folder} has no weights: put the model.safetensors that belongs to its config.json into it.</source>
        <translation>模型文件夹 {folder} 没有权重：请把与其 config.json 对应的 model.safetensors 放进去。</translation>
    </message>
    <message>
        <source>{file} is a pickled PyTorch file. Such a file can run any program when it is read, so Headlight does not read it. Download model.safetensors from the model&apos;s page. If you trust the file, you can convert it yourself: load the model with Hugging Face transformers and save it with save_pretrained(folder, safe_serialization=True).</source>
        <translation>{file} 是 PyTorch 的 pickle 文件，读取时可能运行任意程序，因此 Headlight 不读取它。请从模型的页面下载 model.safetensors；如果您信任该文件，也可以自己写出：用 Hugging Face transformers 加载模型，再用 save_pretrained(folder, safe_serialization=True) 保存。</translation>
    </message>
    <message>
        <source>{file} holds weights for {framework}, which Headlight does not read. Download model.safetensors from the model&apos;s page, or save the model as safetensors.</source>
        <translation>{file} 是 {framework} 的权重，Headlight 不读取。请从模型的页面下载 model.safetensors，或将模型保存为 safetensors。</translation>
    </message>
    <message>
        <source>The weights of {folder} are in {count} files, and these are missing: {names}. Fetch them too.</source>
        <translation>{folder} 的权重分布在 {count} 个文件中，缺少：{names}。请把它们也取来。</translation>
    </message>
    <message>
        <source>The model folder {folder} has several weight files and no model.safetensors: {names}. Open the file that you want.</source>
        <translation>模型文件夹 {folder} 有多个权重文件而没有 model.safetensors：{names}。请打开您想要的那一个。</translation>
    </message>
    <message>
        <source>{file} contains only weights; a model also needs config.json and the files of its tokenizer. Put them into one folder and open that folder.</source>
        <translation>{file} 只有权重；模型还需要旁边有 config.json 和分词器的文件。请把它们放进一个文件夹，再打开该文件夹。</translation>
    </message>
    <message>
        <source>The model folder {folder} has no tokenizer. Fetch tokenizer.json, or {files}.</source>
        <translation>模型文件夹 {folder} 没有分词器。请取来 tokenizer.json，或 {files}。</translation>
    </message>
    <message>
        <source>{file} is one file of a model, but its folder has no config.json; open a folder that has all files of the model.</source>
        <translation>{file} 是某个模型的一个文件，但它的文件夹里没有 config.json；请打开包含该模型全部文件的文件夹。</translation>
    </message>
    <message>
        <source>{file} is not a model file that Headlight knows: it begins with {beginning}. Open a model folder (with config.json), a .gguf file or a training checkpoint.</source>
        <translation>{file} 不是 Headlight 认识的模型：它以 {beginning} 开头。请打开模型文件夹（含 config.json）、.gguf 文件或训练检查点。</translation>
    </message>
    <message>
        <source>{file} says that the tensor {tensor} is in &quot;{shard}&quot;, which {problem}. Fetch the index and the files that belong to it again.</source>
        <translation>{file} 说张量 {tensor} 在“{shard}”中，而该文件 {problem}。请重新获取索引及其所属的文件。</translation>
    </message>
    <message>
        <source>{file} has no {tensor}: this BERT model was saved without the head that predicts masked words, so it cannot predict any. Use a model that was saved as BertForMaskedLM.</source>
        <translation>{file} 没有 {tensor}：这个 BERT 保存时不带预测被遮词的输出头，因此无法预测。请使用以 BertForMaskedLM 保存的模型。</translation>
    </message>
    <message>
        <source>In {file}, {count} more tensors have numbers that are NaN or infinite.</source>
        <translation>{file} 中还有 {count} 个张量含有 NaN 或无穷大的数。</translation>
    </message>
    <message>
        <source>{file} names &quot;{shard}&quot; as a weight file; it must be the name, without a path, of a .safetensors file in the same folder.</source>
        <translation>{file} 把“{shard}”列为权重文件；它必须是旁边某个 .safetensors 文件的文件名，不带路径。</translation>
    </message>
    <message>
        <source>{file} lists no tensors in its &quot;weight_map&quot;; fetch it again.</source>
        <translation>{file} 的“weight_map”中没有列出张量；请重新获取。</translation>
    </message>
    <message>
        <source>{file} is not a GGUF file: it does not begin with the letters GGUF. Fetch the file again.</source>
        <translation>{file} 不是 GGUF 文件：它不以字母 GGUF 开头。请重新获取该文件。</translation>
    </message>
    <message>
        <source>{file} is a GGUF file for big-endian computers; fetch the usual little-endian file.</source>
        <translation>{file} 是用于大端序电脑的 GGUF 文件；请获取通常的小端序文件。</translation>
    </message>
    <message>
        <source>{file} is a GGUF file of version {found}; Headlight reads versions 2 and 3. Convert it again with a current tool.</source>
        <translation>{file} 是版本 {found} 的 GGUF 文件；Headlight 读取版本 2 和 3。请用较新的工具重新转换。</translation>
    </message>
    <message>
        <source>{file} ends too early: at byte {position}, {needed} more bytes are needed and {left} are left. Fetch the file again.</source>
        <translation>{file} 过早结束：在第 {position} 字节处还需要 {needed} 个字节，只剩 {left} 个。请重新获取该文件。</translation>
    </message>
    <message>
        <source>The header of {file} is longer than {limit} bytes (at byte {position}), the limit of Headlight.</source>
        <translation>{file} 的文件头超过 {limit} 字节（在第 {position} 字节处），超出了 Headlight 读取的上限。</translation>
    </message>
    <message>
        <source>{file} says at byte {position} that it has {count} {what}, but at most {most} are possible; the file is damaged. Fetch it again.</source>
        <translation>{file} 在第 {position} 字节处声称有 {count} 个 {what}，而最多只能有 {most} 个；文件已损坏。请重新获取该文件。</translation>
    </message>
    <message>
        <source>{file} has a {what} at byte {position} that is {problem}; it must be {rule}. The file is damaged.</source>
        <translation>{file} 在第 {position} 字节处的 {what} {problem}；它必须 {rule}。文件已损坏。</translation>
    </message>
    <message>
        <source>{file} has a value of the type {type} at byte {position}, which does not exist in this format; the file is damaged.</source>
        <translation>{file} 在第 {position} 字节处有类型为 {type} 的值，而该格式没有这种类型；文件已损坏。</translation>
    </message>
    <message>
        <source>{file} nests lists deeper than {limit} levels at byte {position}; no valid file needs that.</source>
        <translation>{file} 在第 {position} 字节处的列表嵌套超过 {limit} 层；正常文件不需要这样。</translation>
    </message>
    <message>
        <source>{file} has a true/false value at byte {position} that is neither 0 nor 1; the file is damaged.</source>
        <translation>{file} 在第 {position} 字节处的布尔值既不是 0 也不是 1；文件已损坏。</translation>
    </message>
    <message>
        <source>{file} has the key {key} twice, so it is not clear which value is valid.</source>
        <translation>{file} 中的键 {key} 出现了两次，无法确定以哪个为准。</translation>
    </message>
    <message>
        <source>{file} says that its tensors begin at multiples of {found} bytes; general.alignment must be a multiple of 8 up to 1048576.</source>
        <translation>{file} 说其张量按 {found} 字节对齐；general.alignment 必须是 8 的倍数，且不超过 1048576。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has {found} dimensions; at most {most} are possible.</source>
        <translation>{file} 中的张量 {tensor} 有 {found} 个维度；最多只能有 {most} 个。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the shape {shape}: it has no numbers, or more than 64 bits can count.</source>
        <translation>{file} 中的张量 {tensor} 的形状是 {shape}，它不含任何数，或者数量超出 64 位所能计数的范围。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} of shape {shape} cannot be stored as {type}: the length of its rows must be a multiple of {block}.</source>
        <translation>{file} 中形状为 {shape} 的张量 {tensor} 不能以 {type} 存储：每行的数量必须是 {block} 的倍数。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} begins at {offset}, which is not a multiple of the alignment {alignment}; the file is damaged.</source>
        <translation>{file} 中的张量 {tensor} 从 {offset} 开始，这不是对齐值 {alignment} 的倍数；文件已损坏。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} of {bytes} bytes begins at {begin}, but there are only {size} bytes; the file is truncated. Fetch it again.</source>
        <translation>{file} 中 {bytes} 字节的张量 {tensor} 从 {begin} 开始，但总共只有 {size} 字节；文件被截断了。请重新获取。</translation>
    </message>
    <message>
        <source>{file} has the tensor {tensor} twice, so it is not clear which one is valid.</source>
        <translation>{file} 中的张量 {tensor} 出现了两次，无法确定以哪个为准。</translation>
    </message>
    <message>
        <source>In {file}, the tensors {tensor} and {other} share the bytes from {from} to {to}; the file is damaged.</source>
        <translation>{file} 中的张量 {tensor} 和 {other} 共用从 {from} 到 {to} 的字节；文件已损坏。</translation>
    </message>
    <message>
        <source>{file} lacks the key {key}, which a model of this architecture needs; convert the model again.</source>
        <translation>{file} 缺少键 {key}，而这种架构的模型需要它；请重新转换模型。</translation>
    </message>
    <message>
        <source>In {file}, the key {key} is of the type {found}, but it must be {expected}.</source>
        <translation>{file} 中的键 {key} 的类型是 {found}，但必须是 {expected}。</translation>
    </message>
    <message>
        <source>In {file}, the value of {key} is not valid; it must be {rule}.</source>
        <translation>{file} 中 {key} 的值无效；它必须 {rule}。</translation>
    </message>
    <message>
        <source>In {file}, {key} is {value}, which is not supported; supported: {known}.</source>
        <translation>{file} 中的 {key} 是 {value}，不受支持；支持的有：{known}。</translation>
    </message>
    <message>
        <source>{file} contains a model of the architecture &quot;{found}&quot;; Headlight runs only GGUF files of the architecture &quot;gpt2&quot;.</source>
        <translation>{file} 中的模型架构是“{found}”；对于 GGUF 文件，Headlight 运行“gpt2”。</translation>
    </message>
    <message>
        <source>{file} is one part of a model that was split into several files; join them first, or fetch the model as one file.</source>
        <translation>{file} 是被拆成多个文件的模型的一部分；请先合并它们，或获取单个文件的模型。</translation>
    </message>
    <message>
        <source>{file} contains only a vocabulary and no weights, so there is no model to run; fetch the file with the weights.</source>
        <translation>{file} 只有词表而没有权重，无法运行；请获取带权重的文件。</translation>
    </message>
    <message>
        <source>{file} lacks the tensor {tensor} of shape {shape} that its metadata requires; fetch the file again.</source>
        <translation>{file} 缺少元数据所要求的、形状为 {shape} 的张量 {tensor}；请重新获取该文件。</translation>
    </message>
    <message>
        <source>{file} has a tensor {tensor}, but a model with this metadata does not have it; convert the model again.</source>
        <translation>{file} 有张量 {tensor}，而具有其元数据的模型没有该张量；请重新转换模型。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the shape {found}, but the metadata requires {expected}.</source>
        <translation>{file} 中的张量 {tensor} 的形状是 {found}，但元数据要求 {expected}。</translation>
    </message>
    <message>
        <source>The tokenizer in {file} has {found} tokens, but the embedding has {expected} rows; the file is damaged or was made from two different models.</source>
        <translation>{file} 中的分词器有 {found} 个词元，但嵌入有 {expected} 行；文件已损坏，或由两个模型拼成。</translation>
    </message>
    <message>
        <source>In {file}, {key} does not fit the vocabulary: {problem}. Convert the model again.</source>
        <translation>{file} 中的 {key} 与词表不符：{problem}。请重新转换模型。</translation>
    </message>
    <message>
        <source>{count} merges of the tokenizer in {file} need tokens that its vocabulary does not have; they were left out.</source>
        <translation>{file} 中的分词器有 {count} 条合并需要词表中没有的词元；它们已被略去。</translation>
    </message>
    <message>
        <source>This model cannot be written as GGUF: its {field} is {value}, but the architecture gpt2 of this format means {rule}. Write a model folder instead.</source>
        <translation>此模型不能写成 GGUF：它的 {field} 是 {value}，而该格式的 gpt2 架构要求 {rule}。请改为写出模型文件夹。</translation>
    </message>
    <message>
        <source>This session was opened without its model, so it shows only what was recorded. Other values cannot be computed: choose File, Find the session&apos;s model first.</source>
        <translation>此会话是在没有模型的情况下打开的，只显示录制的内容。其他数值无法计算：请先选择“文件”菜单的“找到会话的模型”。</translation>
    </message>
    <message>
        <source>The model {model} was not found, so the session shows its recording. To add new tokens, choose File, Find the session&apos;s model.</source>
        <translation>没有找到模型 {model}，因此会话显示的是录制的内容。要用新词元继续，请选择“文件”菜单的“找到会话的模型”。</translation>
    </message>
    <message>
        <source>The model {model} is not the one with which this session was saved (its digest begins with {found} instead of {expected}). The session was opened with it; the numbers may differ from the earlier ones.</source>
        <translation>模型 {model} 不是保存此会话时所用的那个（其摘要以 {found} 开头，而不是 {expected}）。会话已用它打开；数值可能与先前看到的不同。</translation>
    </message>
    <message>
        <source>The model {model} does not have the tokens of this session. The prompt was run again with this model, and the session&apos;s steps and forks were left out.</source>
        <translation>模型 {model} 没有此会话的词元。已用它重新运行提示，会话的步骤和分支被略去。</translation>
    </message>
    <message>
        <source>The model {model} cannot take {count} of the session&apos;s steps (its context is shorter or its vocabulary smaller); they were left out.</source>
        <translation>模型 {model} 无法执行会话的 {count} 个步骤（它的上下文较短或词表较小）；它们已被略去。</translation>
    </message>
    <message>
        <source>The model {model} does not have the parts that this session switched off ({specs}); nothing is switched off now.</source>
        <translation>模型 {model} 没有此会话所关闭的部分（{specs}）；现在没有关闭任何部分。</translation>
    </message>
    <message>
        <source>This is the session as it was when the program ended unexpectedly. Save the session to keep it.</source>
        <translation>这是程序意外退出时的会话。要保留它，请保存。</translation>
    </message>
    <message>
        <source>The recovery file {file} is open in another window, or it no longer exists.</source>
        <translation>恢复文件 {file} 正在另一个窗口中打开，或已不存在。</translation>
    </message>
    <message>
        <source>Cannot write the recovery file ({reason}), so a crash would lose all changes since the session was last saved. Free some space on the disk, or save the session in another place.</source>
        <translation>无法写入恢复文件（{reason}），因此一旦崩溃，上次保存之后的更改会丢失。请腾出磁盘空间，或将会话保存到别处。</translation>
    </message>
    <message>
        <source>There is nothing to save yet: open a model and type a prompt first.</source>
        <translation>还没有可保存的内容：请先打开模型并输入提示。</translation>
    </message>
    <message>
        <source>The session {file} is damaged: {problem}. Use an older copy of it.</source>
        <translation>会话 {file} 已损坏：{problem}。请使用它的较早副本。</translation>
    </message>
    <message>
        <source>With its activations this session needs {megabytes} MB, but a session file may have at most {limit} MB. Save it without activations, or with a shorter text or fewer forks.</source>
        <translation>包含激活值时，此会话需要 {megabytes} MB，超过会话文件 {limit} MB 的上限。请不带激活值保存，或缩短文本、减少分支。</translation>
    </message>
    <message>
        <source>The model has {rows} rows for tokens, but {file} has {found} tokens: the last {unused} ids are not used and are never predicted.</source>
        <translation>模型有 {rows} 行词元，而 {file} 只有 {found} 个词元：最后 {unused} 个编号未使用，永远不会被预测。</translation>
    </message>
    <message>
        <source>The {count} dropped items do not belong together. Drop one model, one session, or the files of one model.</source>
        <translation>拖入的 {count} 项不属于同一个整体。请拖入一个模型、一个会话，或同一个模型的文件。</translation>
    </message>
    <message>
        <source>The dropped item is not a file on this computer. Save it first, then drop a model or a session.</source>
        <translation>拖入的不是本机上的文件。请先保存它，再拖入模型或会话。</translation>
    </message>
    <message>
        <source>There is no cell for query {query} and key {key}: the text has {queries} queries and {keys} keys, counted from 0.</source>
        <translation>没有查询 {query} 与键 {key} 的单元格：文本有 {queries} 个查询和 {keys} 个键（从 0 数起）。</translation>
    </message>
    <message>
        <source>The projection&apos;s {option} cannot be {value}; it must be {range}.</source>
        <translation>投影的 {option} 不能是 {value}：应为 {range}。</translation>
    </message>
    <message>
        <source>{file} contains no vectors.</source>
        <translation>{file} 中没有向量。</translation>
    </message>
    <message>
        <source>Line {line} of {file} has {found} numbers, but {expected} are expected. Nothing was read.</source>
        <translation>{file} 第 {line} 行有 {found} 个数，而应有 {expected} 个。没有读取任何内容。</translation>
    </message>
    <message>
        <source>Line {line} of {file}: “{value}” is not a finite number. Nothing was read.</source>
        <translation>{file} 第 {line} 行：“{value}”不是有限的数。没有读取任何内容。</translation>
    </message>
    <message>
        <source>Vector {row} of {file} contains NaN or infinity. Nothing was read.</source>
        <translation>{file} 的第 {row} 个向量含有 NaN 或无穷大。没有读取任何内容。</translation>
    </message>
    <message>
        <source>{file} ends within vector {row} of {rows}.</source>
        <translation>{file} 在第 {row} 个向量（共 {rows} 个）中间就结束了。</translation>
    </message>
    <message>
        <source>{labels} names {found} rows, but {file} has {expected}: there must be one line for each row.</source>
        <translation>{labels} 有 {found} 行名称，而 {file} 有 {expected} 行：每行应有一个名称。</translation>
    </message>
    <message>
        <source>{file} has vectors of {found} numbers; Headlight reads up to {limit}.</source>
        <translation>{file} 的向量有 {found} 个数；Headlight 最多读取 {limit} 个。</translation>
    </message>
    <message>
        <source>{file} has {found} bytes; Headlight reads up to {limit} bytes of a file of this form. Keep only its first rows.</source>
        <translation>{file} 有 {found} 字节；这种格式 Headlight 最多读取 {limit} 字节。请取其前面的行。</translation>
    </message>
    <message>
        <source>Line {line} of {file} is longer than {limit} bytes: this is not a table of vectors.</source>
        <translation>{file} 第 {line} 行超过 {limit} 字节：这不是向量表。</translation>
    </message>
    <message>
        <source>{file} contains an array of {found} dimensions; a table has two dimensions, rows and columns.</source>
        <translation>{file} 是 {found} 维数组；表应有两维，即行和列。</translation>
    </message>
    <message>
        <source>“{word}” is not among these words.</source>
        <translation>“{word}”不在这些词之中。</translation>
    </message>
    <message>
        <source>“{text}” is not valid: write words with + and - between them, with a space on each side of the sign.</source>
        <translation>无法理解“{text}”：请在词之间写 + 和 -，两边各留一个空格。</translation>
    </message>
    <message>
        <source>“{text}” is not an axis: write one word, or two words with an arrow between them (man -&gt; woman); several words with commas between them mean their average.</source>
        <translation>“{text}”不是轴：请写一个词，或用箭头连接的两个词（man -&gt; woman）；用逗号隔开的几个词代表它们的平均。</translation>
    </message>
    <message>
        <source>“{text}” gives no direction: both ends have the same vector.</source>
        <translation>“{text}”没有方向：两端的向量相同。</translation>
    </message>
    <message>
        <source>This model has no recurrent cells, so there are no gates and states to show. Use an RNN, an LSTM or a GRU, such as the sample model classroom-lstm.</source>
        <translation>这个模型没有循环单元，因此没有门和状态可以显示。请使用 RNN、LSTM 或 GRU，例如示例模型 classroom-lstm。</translation>
    </message>
    <message>
        <source>There is no unit {unit}: each layer of this model has {units} units, counted from 0.</source>
        <translation>没有单元 {unit}：这个模型每层有 {units} 个单元，从 0 数起。</translation>
    </message>
    <message>
        <source>There is no token at position {position}: the text has {tokens} tokens, counted from 0.</source>
        <translation>位置 {position} 没有词元：文本有 {tokens} 个词元，从 0 数起。</translation>
    </message>
    <message>
        <source>{model} is of the kind {kind}, which does not write a text word by word; only decoders and recurrent nets can be compared.</source>
        <translation>{model} 属于 {kind} 类型，它不逐词写文本；只有解码器和循环网络可以对比。</translation>
    </message>
    <message>
        <source>A comparison needs {least} to {most} models, but {count} were given; write {option} once for each model.</source>
        <translation>一次对比需要 {least} 到 {most} 个模型，给出了 {count} 个；每个模型各写一次 {option}。</translation>
    </message>
    <message>
        <source>The open model {model} is of the kind {kind}, which does not write a text word by word: open a decoder or a recurrent net to compare models on its text.</source>
        <translation>打开的模型 {model} 属于 {kind} 类型，它不逐词写文本：请打开解码器或循环网络，再在它的文本上对比各模型。</translation>
    </message>
    <message>
        <source>{model} cannot take part: it is a model of the kind {kind}, and this experiment needs models that continue a text. Choose decoders and recurrent nets.</source>
        <translation>{model} 不能参加：它是 {kind} 类模型，而这个实验需要能续写文本的模型。请选择解码器或循环网络。</translation>
    </message>
    <message>
        <source>{model} cannot take part: its vocabulary has no single token for &quot;{word}&quot;, which the sentences of the experiment use. Choose models that know the words of the classroom models.</source>
        <translation>{model} 不能参加：它的词表中没有单独的词元表示“{word}”，而实验的句子里有这个词。请选择认识课堂词汇的模型。</translation>
    </message>
    <message>
        <source>{model} cannot take part: its context holds {n_ctx} tokens, but a sentence with {distance} words between needs {tokens}. Choose smaller distances.</source>
        <translation>{model} 不能参加：它一次读 {n_ctx} 个词元，而间隔 {distance} 个词的句子有 {tokens} 个。请选用更小的距离。</translation>
    </message>
    <message>
        <source>Gradients need float32 weights, but the weights of this model are in memory with the type that its file uses ({tensor} as {type}); save the model as a folder with float32 weights first (headlight convert).</source>
        <translation>计算梯度需要 float32 权重，而这个模型的权重在内存中保持文件里的类型（{tensor} 为 {type}）；请先把它另存为 float32 权重的文件夹（headlight convert）。</translation>
    </message>
    <message>
        <source>Parts of the model are switched off in this run. What the next word depends on is measured in the whole model: switch the parts on again.</source>
        <translation>这次运行关闭了模型的一部分。下一个词取决于什么要在整个模型上测量：请重新打开这些部分。</translation>
    </message>
    <message>
        <source>This measurement shows how the next word depends on earlier words. It needs a model that continues a text (decoder, rnn, lstm, gru); this model is of the kind {kind}.</source>
        <translation>这项测量显示下一个词怎样取决于前面的词。它需要续写文本的模型（decoder、rnn、lstm、gru）；这个模型属于 {kind} 类型。</translation>
    </message>
    <message>
        <source>{file} has too many rows: {rows} were read, the rest were left out.</source>
        <translation>{file} 的行数太多：读取了 {rows} 行，其余的略去。</translation>
    </message>
    <message>
        <source>Row {row} has numbers that are too large for a picture: a coordinate would be beyond 10^37. Remove that row.</source>
        <translation>第 {row} 行的数太大，无法成图：坐标会超过 10^37。请删除该行。</translation>
    </message>
    <message>
        <source>{file} is not a NumPy archive (.npz) that Headlight can read: it must be one file below 4 GiB without a password.</source>
        <translation>{file} 不是 Headlight 能读取的 NumPy 归档（.npz）：应为 4 GiB 以下、没有密码的单个文件。</translation>
    </message>
    <message>
        <source>The array {array} in {file} is damaged.</source>
        <translation>{file} 中的数组 {array} 已损坏。</translation>
    </message>
    <message>
        <source>The value {point} was not recorded. Open the model to compute it.</source>
        <translation>值 {point} 没有录制。请打开模型来计算它。</translation>
    </message>
    <message>
        <source>{file} was written by a newer Headlight: its model has the option {field}, which this one does not know. Open it with the newer one.</source>
        <translation>{file} 由更新的 Headlight 写成：其模型有选项 {field}，本版本不认识。请用那个更新的版本打开。</translation>
    </message>
    <message>
        <source>The recording was written by a newer Headlight: {count} hook points that this one does not know were left out ({points}).</source>
        <translation>该录制由更新的 Headlight 写成：其中 {count} 个本版本不认识的钩子点（{points}）未读入。</translation>
    </message>
    <message>
        <source>The recording does not hold {count} of the model&apos;s hook points ({points}). Panels that show them need the model: choose File, Find the session&apos;s model.</source>
        <translation>该录制缺少模型的 {count} 个钩子点（{points}）。显示它们的面板需要模型：请选择“文件”菜单中的“找到会话的模型”。</translation>
    </message>
    <message>
        <source>The recording in {file} holds no activations, and the model {model} was not found. Open the session where its model is.</source>
        <translation>{file} 中的录制不含任何激活值，且未找到模型 {model}。请在有该模型的计算机上打开此会话。</translation>
    </message>
    <message>
        <source>{file} contains {found} arrays of two dimensions, but a table is one array. Save that array alone.</source>
        <translation>{file} 含有 {found} 个二维数组；一张表只能是一个。请单独保存那一个。</translation>
    </message>
    <message>
        <source>The tokenizer has no piece for &quot;{text}&quot;, and its file names no token for what is unknown. Leave this out of the text.</source>
        <translation>分词器没有“{text}”对应的片段，它的文件也没有指明表示未知内容的词元。请从文本中去掉这部分。</translation>
    </message>
    <message>
        <source>{file} says that {class} splits the texts of this model. Headlight cannot make that tokenizer from {files}; from these it can make {known}. If the model&apos;s page has a tokenizer.json, put it into the folder; otherwise choose another model.</source>
        <translation>{file} 指明该模型的文本由 {class} 切分。Headlight 无法用 {files} 构成该分词器；用这些文件可以构成 {known}。如果模型主页上有 tokenizer.json，请将它放入文件夹；否则请选择其他模型。</translation>
    </message>
    <message>
        <source>{file} says that {class} splits the texts of this model. It cuts words by a program or by rules that are not in the model&apos;s files, so Headlight cannot split a text as the model was trained. Choose another model.</source>
        <translation>{file} 指明该模型的文本由 {class} 切分。它依靠不在模型文件中的程序或规则来分词，因此 Headlight 无法按模型训练时的方式切分文本。请选择其他模型。</translation>
    </message>
    <message>
        <source>{file} has {count} added tokens for which the model has no row (the first is &quot;{piece}&quot;; the model has {rows} rows). A text with one of them cannot be read by the model.</source>
        <translation>{file} 有 {count} 个附加词元在模型中没有对应的行（第一个是“{piece}”；模型有 {rows} 行）。模型无法读取含有这些词元的文本。</translation>
    </message>
    <message>
        <source>This model was saved without the head that predicts masked words, so it predicts none. Use a model that was saved as BertForMaskedLM.</source>
        <translation>该模型保存时没有预测被遮盖词的输出头，因此不能预测任何词。请使用以 BertForMaskedLM 保存的模型。</translation>
    </message>
    <message>
        <source>{file} is a packed file ({form}). Unpack it first, then use the file that was in it.</source>
        <translation>{file} 是压缩文件（{form}）。请先解压，再使用其中的文件。</translation>
    </message>
    <message>
        <source>{file} is a web page (HTML), not the file itself. Download the file again with the download link of the page, not the page.</source>
        <translation>{file} 是网页（HTML），而不是文件本身。请使用网页上的下载链接重新下载，不要保存网页。</translation>
    </message>
    <message>
        <source>{file} is a Python pickle. Such a file can run any program when it is read, so Headlight does not read it. Save its numbers with numpy.save, or as text.</source>
        <translation>{file} 是 Python 的 pickle 文件。读取这种文件可能会运行任意程序，因此 Headlight 不读取它。请用 numpy.save 或以文本形式保存其中的数字。</translation>
    </message>
    <message>
        <source>{file} is a model that gensim has saved for itself. Save its vectors in Python with save_word2vec_format(&quot;vectors.txt&quot;); Headlight reads that.</source>
        <translation>{file} 是 gensim 供自身使用而保存的模型。请在 Python 中用 save_word2vec_format(&quot;vectors.txt&quot;) 保存其向量，Headlight 可以读取该文件。</translation>
    </message>
    <message>
        <source>{file} is a fastText model (.bin). Use the file with the ending .vec that belongs to it.</source>
        <translation>{file} 是 fastText 模型（.bin）。请使用与它配套的 .vec 文件。</translation>
    </message>
    <message>
        <source>{file} is a {form} file, which Headlight does not read. Save the table as CSV, as text with tabs, or as a NumPy array (.npy).</source>
        <translation>{file} 是 {form} 文件，Headlight 不能读取。请将表格保存为 CSV、制表符分隔的文本或 NumPy 数组（.npy）。</translation>
    </message>
    <message>
        <source>{file} holds {form} arrays (.npy or .npz), but another kind of file is needed here.</source>
        <translation>{file} 中是 {form} 数组（.npy 或 .npz），而这里需要另一种文件。</translation>
    </message>
    <message>
        <source>{file} is a {form} document. Save its text as a plain text file (UTF-8).</source>
        <translation>{file} 是 {form} 文档。请将其文字保存为纯文本文件（UTF-8）。</translation>
    </message>
    <message>
        <source>{file} is an archive of NumPy arrays (.npz). Headlight writes such archives for other programs, but does not open them as models: open the model folder or the file that it was made from.</source>
        <translation>{file} 是 NumPy 数组的归档文件（.npz）。Headlight 为其他程序写出这种文件，但不把它作为模型打开：请打开生成它的模型文件夹或文件。</translation>
    </message>
    <message>
        <source>{file} is a text in UTF-32; save it as UTF-8.</source>
        <translation>{file} 是 UTF-32 文本；请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{file} looks like a text in UTF-16, but the character at byte {position} is not complete; save it as UTF-8.</source>
        <translation>{file} 看起来是 UTF-16 文本，但位于第 {position} 字节的字符不完整；请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{file} is not a text in UTF-8: the byte {byte} at position {position} cannot be there. If it is a text in an older encoding (Latin-1, Windows-1252, GB 18030), save it as UTF-8.</source>
        <translation>{file} 不是 UTF-8 文本：位置 {position} 处不可能出现字节 {byte}。如果它是旧编码（Latin-1、Windows-1252、GB 18030）的文本，请另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{file} is not a text: it has the byte {byte} at position {position}. Give a text file (UTF-8).</source>
        <translation>{file} 不是文本：位置 {position} 处有字节 {byte}。请提供文本文件（UTF-8）。</translation>
    </message>
    <message>
        <source>{file} is a NumPy array file of version {found}; Headlight reads versions 1 to 3.</source>
        <translation>{file} 是版本 {found} 的 NumPy 数组文件；Headlight 可读取版本 1 到 3。</translation>
    </message>
    <message>
        <source>{file} uses {what}; Headlight reads arrays of floats (16 to 64 bits), integers and truth values.</source>
        <translation>{file} 使用了 {what}；Headlight 可读取浮点数（16 到 64 位）、整数和布尔值的数组。</translation>
    </message>
    <message>
        <source>In {file}, &quot;n_ctx&quot; is {value}, but &quot;n_positions&quot; is {used}; Headlight uses &quot;n_positions&quot;, as Hugging Face does.</source>
        <translation>{file} 中 &quot;n_ctx&quot; 为 {value}，而 &quot;n_positions&quot; 为 {used}；与 Hugging Face 一样，Headlight 使用 &quot;n_positions&quot;。</translation>
    </message>
    <message>
        <source>{file} has no &quot;model_type&quot;; from the names of the tensors, Headlight took the model for &quot;{type}&quot;.</source>
        <translation>{file} 中没有 &quot;model_type&quot;；Headlight 根据张量的名称将模型视为 &quot;{type}&quot;。</translation>
    </message>
    <message>
        <source>{file} has no &quot;model_type&quot;, and the names of the tensors do not show which model it is. Add the line &quot;model_type&quot; with one of: {known}.</source>
        <translation>{file} 中没有 &quot;model_type&quot;，从张量的名称也看不出是哪种模型。请添加 &quot;model_type&quot; 一行，其值为以下之一：{known}。</translation>
    </message>
    <message>
        <source>{file} has no tensor {tensor} of shape {shape}, which config.json requires. Use the config.json that belongs to the file, or save the model again as a whole.</source>
        <translation>{file} 中没有 config.json 要求的形状为 {shape} 的张量 {tensor}。请使用与该文件配套的 config.json，或重新完整保存模型。</translation>
    </message>
    <message>
        <source>No tensor of {file} has a name that belongs to the model of config.json: the first is {tensor}, but names like {expected} are expected. Use the config.json that belongs to the file.</source>
        <translation>{file} 中没有任何张量的名称属于 config.json 的模型：第一个是 {tensor}，而应有类似 {expected} 的名称。请使用与该文件配套的 config.json。</translation>
    </message>
    <message>
        <source>{file} holds low-rank additions (LoRA) that are not yet part of the weights, for example {tensor}. Merge them first (in PEFT: merge_and_unload), then save the model.</source>
        <translation>{file} 中有尚未合并到权重中的低秩增量（LoRA），例如 {tensor}。请先合并（在 PEFT 中：merge_and_unload），再保存模型。</translation>
    </message>
    <message>
        <source>In {file}, &quot;{words}&quot; comes before the names of the tensors, as training programs write it; Headlight read the names without it.</source>
        <translation>在 {file} 中，张量的名称前有训练程序写入的 &quot;{words}&quot;；Headlight 读取时去掉了它。</translation>
    </message>
    <message>
        <source>{file} has no {tensor}: the model was trained without {count} of the biases. Headlight uses zeros for them.</source>
        <translation>{file} 中没有 {tensor}：该模型训练时没有其中 {count} 个偏置。Headlight 用零代替。</translation>
    </message>
    <message>
        <source>In {file}, {tensor} and the other linear maps have their outputs as rows, as nanoGPT stores them; Headlight read them transposed.</source>
        <translation>在 {file} 中，{tensor} 和其他线性映射以输出为行，即 nanoGPT 的存储方式；Headlight 读取时做了转置。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} has the shape {found}, but config.json requires {expected}. Use the config.json that belongs to the file.</source>
        <translation>{file} 中的张量 {tensor} 形状为 {found}，而 config.json 要求 {expected}。请使用与该文件配套的 config.json。</translation>
    </message>
    <message>
        <source>{file} has no head that predicts masked words. Attention, hidden states and embeddings can be shown, but no word can be predicted.</source>
        <translation>{file} 中没有预测被遮盖词的输出头。可以显示注意力、隐藏状态和嵌入，但不能预测任何词。</translation>
    </message>
    <message>
        <source>In {file}, the tensor {tensor} is stored as {type}, which Headlight does not read. It reads {known}. Fetch the model in one of these types.</source>
        <translation>{file} 中的张量 {tensor} 以 {type} 存储，Headlight 不能读取。可读取的类型：{known}。请获取以其中一种类型存储的模型。</translation>
    </message>
    <message>
        <source>{file} was not written: the tensor {tensor} has numbers that are NaN or infinite, and no training can continue from them. Convert the model to a folder, a .gguf or a .npz file.</source>
        <translation>没有写入 {file}：张量 {tensor} 中有 NaN 或无穷大的数，训练无法由此继续。请将模型转换为文件夹、.gguf 或 .npz 文件。</translation>
    </message>
    <message>
        <source>The loss of {model} on {file} is not a finite number, so nothing was measured: the weights of the model are NaN, infinite or far too large.</source>
        <translation>{model} 在 {file} 上的损失不是有限的数，因此没有得到测量结果：该模型的权重为 NaN、无穷大或过大。</translation>
    </message>
    <message>
        <source>{count} labels of {file} are not valid UTF-8, so parts of them cannot be shown. Save the file as UTF-8 to see them.</source>
        <translation>{file} 的 {count} 个标签不是有效的 UTF-8，其中一部分无法显示。请将文件另存为 UTF-8。</translation>
    </message>
    <message>
        <source>{file} has only numbers: Headlight took every column as part of the vector and numbered the rows from 1.</source>
        <translation>{file} 中只有数字：Headlight 将所有列视为向量，并从 1 开始为各行编号。</translation>
    </message>
    <message>
        <source>{file} does not name its columns: Headlight took column {label} as the label and {count} columns of numbers as the vector.</source>
        <translation>{file} 没有给出列名：Headlight 将第 {label} 列视为标签，将 {count} 个数字列视为向量。</translation>
    </message>
    <message>
        <source>The first line of {file} names its columns: Headlight took {label} as the label and {count} columns, from &quot;{first}&quot; to &quot;{last}&quot;, as the vector.</source>
        <translation>{file} 的第一行给出了列名：Headlight 将 {label} 视为标签，将从 &quot;{first}&quot; 到 &quot;{last}&quot; 的 {count} 列视为向量。</translation>
    </message>
    <message>
        <source>A program ended while it saved several files in {folder}, and the old files cannot be put back: {reason}. Make the folder writable and try again; or remove its file {name}, and the files stay as they are.</source>
        <translation>一个程序在把多个文件保存到 {folder} 时中断，旧文件无法恢复：{reason}。请使该文件夹可写后重试；或删除其中的文件 {name}，各文件就保持现状。</translation>
    </message>
    <message>
        <source>The file {file} was changed by another program while this session was being saved. It was not replaced. Save the session under another name.</source>
        <translation>保存会话时，文件 {file} 被其他程序更改，因此没有替换它。请用其他名称保存会话。</translation>
    </message>
    <message>
        <source>Standard input is a folder, not a text: give a file after &lt;, or write the prompt after --prompt.</source>
        <translation>标准输入是文件夹，不是文本：请在 &lt; 之后给出文件，或在 --prompt 之后写出提示。</translation>
    </message>
    <message>
        <source>The model does not know {unknown} of the {words} words of this text: it reads an unknown token for each, and the panels show what it computes from them. None of the sample models knows all of the words.</source>
        <translation>此模型不认识这段文本 {words} 个词中的 {unknown} 个：每个都读作未知词元，各面板显示的是由它们算出的结果。没有任何示例模型认识所有这些词。</translation>
    </message>
    <message>
        <source>The model does not know {unknown} of the {words} words of this text: it reads an unknown token for each, and the panels show what it computes from them. These models can read the text: {models}.</source>
        <translation>此模型不认识这段文本 {words} 个词中的 {unknown} 个：每个都读作未知词元，各面板显示的是由它们算出的结果。能读这段文本的模型：{models}。</translation>
    </message>
    <message>
        <source>The check failed: {count} points (hook points, or the probabilities) differ from the double-precision reference by more than the tolerance.</source>
        <translation>核对未通过：有 {count} 处（钩子点，或概率）与双精度参考值的差超出容差。</translation>
    </message>
    <message>
        <source>Checked: {values} numbers of this run, at {points} hook points and in the probabilities of every position, were compared with a double-precision reference. The largest difference is {error}, at {point}. Gradients, projections, means, compared models and other prompts were not checked.</source>
        <translation>已核对：本次运行的 {values} 个数值（{points} 个钩子点，以及每个位置的概率）与双精度参考值相比，最大差异为 {error}，位于 {point}。梯度、投影、平均值、对比的模型和其他提示未核对。</translation>
    </message>
    <message>
        <source>Checked: {values} numbers of this run, at {points} hook points, were compared with a double-precision reference. The largest difference is {error}, at {point}. The model gives no probabilities. Gradients, projections, means, compared models and other prompts were not checked.</source>
        <translation>已核对：本次运行的 {values} 个数值（{points} 个钩子点）与双精度参考值相比，最大差异为 {error}，位于 {point}。此模型不给出概率。梯度、投影、平均值、对比的模型和其他提示未核对。</translation>
    </message>
</context>
</TS>
