#!/usr/bin/python3
"""Values of torch.optim.AdamW for tests/unit/train/train_optimizer_test.cpp (Debian's python3-torch 1.13, float64).

Parameters: a 2 x 3 matrix with weight decay and a vector of 3 without; three steps whose gradients are
g_t = 0.1 * t * sin(i + t) for the i-th number of all nine (t = 1, 2, 3); rates 0.01, 0.02, 0.005.
"""
import math

import torch

matrix = torch.tensor([[0.5, -0.25, 1.0], [0.125, -1.5, 0.75]], dtype=torch.float64, requires_grad=True)
vector = torch.tensor([1.0, -2.0, 0.25], dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.AdamW([{"params": [matrix], "weight_decay": 0.1}, {"params": [vector], "weight_decay": 0.0}],
                              lr=0.01, betas=(0.9, 0.95), eps=1e-8)
for t, rate in enumerate((0.01, 0.02, 0.005), start=1):
    g = torch.tensor([0.1 * t * math.sin(i + t) for i in range(9)], dtype=torch.float64)
    matrix.grad, vector.grad = g[:6].view(2, 3), g[6:]
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.step()
    print(t, ", ".join(f"{x:.9f}" for x in [*matrix.detach().flatten().tolist(), *vector.detach().tolist()]))
